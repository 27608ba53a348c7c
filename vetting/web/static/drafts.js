// Keeps what is typed in a form with data-draft in this browser until it was sent, so that a dropped line costs no word.
(function () {
  "use strict";
  var PREFIX = "draft:";
  var SENT = "draft-sent"; // of this tab: the name of the form that was sent last

  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && /^(text|textarea|search|number|select-one)$/.test(field.type);
    });
  }

  function keep(form) {
    var typed = {};
    fields(form).forEach(function (field) { typed[field.name] = field.value; });
    localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(typed));
  }

  function bring(form) {
    var kept = JSON.parse(localStorage.getItem(PREFIX + form.dataset.draft) || "{}");
    fields(form).forEach(function (field) {
      if (kept[field.name] && !field.value) { field.value = kept[field.name]; }
    });
  }

  function forgetSent(forms) {
    var sent = sessionStorage.getItem(SENT);
    var isSaved = document.querySelector("[data-draft-saved]") !== null; // the page says that the server has it
    if (sent && isSaved) { localStorage.removeItem(PREFIX + sent); }
    var isBack = Array.prototype.some.call(forms, function (form) { return form.dataset.draft === sent; });
    if (isSaved || isBack) { sessionStorage.removeItem(SENT); } // other pages stand between, such as a sign-in
  }

  function start(form) {
    bring(form);
    form.addEventListener("input", function () { keep(form); });
    form.addEventListener("submit", function (event) {
      if (navigator.onLine) {
        sessionStorage.setItem(SENT, form.dataset.draft);
        return;
      }
      event.preventDefault(); // the line is down: keep the text, and send it when the line is back
      keep(form);
      window.addEventListener("online", function () { form.requestSubmit(event.submitter); }, { once: true });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var forms = document.querySelectorAll("form[data-draft]");
    forgetSent(forms);
    if (document.querySelector("[data-drafts-forget]")) {
      Object.keys(localStorage).forEach(function (key) { // signed out: nothing typed stays on this machine
        if (key.indexOf(PREFIX) === 0) { localStorage.removeItem(key); }
      });
    }
    forms.forEach(start);
  });
})();
