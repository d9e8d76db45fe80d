// Everything works without this file. It switches on the GOV.UK components and hides questions that an answer makes
// needless. Loaded as the first thing in <body>, so that the page does not jump.
(function () {
  "use strict";
  if (!("noModule" in HTMLScriptElement.prototype)) {
    return;
  }
  var frontend = document.currentScript.dataset.frontend;
  document.body.classList.add("js-enabled", "govuk-frontend-supported");

  // Panels under a radio. The components would put aria-expanded on the radio, which ARIA does not allow there, so they
  // are treated as any other question that matters for some answers only.
  function takeOverPanels() {
    document.querySelectorAll("input[type=radio][data-aria-controls]").forEach(function (radio) {
      var panel = document.getElementById(radio.dataset.ariaControls);
      panel.dataset.shownWhen = radio.name;
      panel.dataset.answers = radio.value;
      panel.classList.remove("govuk-radios__conditional--hidden");
      radio.removeAttribute("data-aria-controls");
    });
  }

  // <div data-shown-when="confidence" data-answers="at_risk off_track">: shown for these answers only.
  function followAnswers(group) {
    var name = group.dataset.shownWhen;
    var answers = group.dataset.answers.split(" ");
    var controls = document.querySelectorAll('[name="' + CSS.escape(name) + '"]');
    function update() {
      var wanted = Array.prototype.some.call(controls, function (control) {
        var chosen = control.type === "radio" || control.type === "checkbox" ? control.checked : true;
        return chosen && answers.indexOf(control.value) !== -1;
      });
      var wrong = group.matches(".govuk-form-group--error") || group.querySelector(".govuk-form-group--error");
      group.hidden = !wanted && !wrong;
    }
    controls.forEach(function (control) {
      control.addEventListener("change", update);
    });
    if (controls.length) {
      update();
    }
  }

  // The error summary takes the focus and its links lead to the boxes: here too, should the components fail to load.
  function focusErrors() {
    var summary = document.querySelector(".govuk-error-summary");
    if (summary && document.activeElement !== summary) {
      summary.tabIndex = -1;
      summary.focus();
    }
  }

  document.addEventListener("DOMContentLoaded", function () {
    takeOverPanels();
    document.querySelectorAll("[data-shown-when]").forEach(followAnswers);
    import(frontend).then(function (components) {
      components.initAll();
    }).catch(focusErrors);
  });

  // A page brought back by the browser's Back button shows the answers that it had.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      document.querySelectorAll("[data-shown-when]").forEach(followAnswers);
    }
  });
})();
