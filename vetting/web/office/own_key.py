"""The secret key of whoever opens what is sealed: pasted or chosen as a file, used for one look, kept nowhere."""

from vetting.web.office.pages import Visit


def read_key(seen: Visit) -> str:
    """The key that was pasted, or that lies in the key file, wrapped with a passphrase or not; a fault where none is."""
    form = seen.form
    if key := form.value("key").strip():
        return key
    if not form.files.get("key_file"):
        form.refuse(
            "key",
            "Paste your own key, or choose its file; it is used for this one look and kept nowhere.",
        )
        return ""
    content = form.files["key_file"][0].file.read()
    return seen.frame.desk.sealer.unwrap_key(content, form.value("phrase"))
