// Keeps what is typed in a form with data-draft in this browser until it was sent, so that a dropped line costs no word.
(function () {
  "use strict";
  var PREFIX = "draft:";

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

  function start(form) {
    bring(form);
    form.addEventListener("input", function () { keep(form); });
    form.addEventListener("submit", function (event) {
      if (navigator.onLine) { return; }
      event.preventDefault(); // the line is down: keep the text, and send it when the line is back
      keep(form);
      window.addEventListener("online", function () { form.requestSubmit(event.submitter); }, { once: true });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-draft-sent]").forEach(function (mark) {
      localStorage.removeItem(PREFIX + mark.dataset.draftSent); // the page says that the server has it
    });
    if (document.querySelector("[data-drafts-forget]")) {
      Object.keys(localStorage).forEach(function (key) { // signed out: nothing typed stays on this machine
        if (key.indexOf(PREFIX) === 0) { localStorage.removeItem(key); }
      });
    }
    document.querySelectorAll("form[data-draft]").forEach(start);
  });
})();
