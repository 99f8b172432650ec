// What pages without a map gain from a script: a folded row opens when an address points at it, and text is copied.
// Everything is there without it.
(function () {
  "use strict";

  function unfold() {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    } catch (error) {
      return; // an address that is no text names nothing
    }
    if (!target) return;
    let folded = false;
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) {
      folded = folded || !around.open;
      around.open = true;
    }
    if (folded) target.scrollIntoView();
  }

  function copied(text) {
    // the clipboard is for safe addresses alone; within a closed network a page may have another
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function offerCopy(button) {
    const field = document.getElementById(button.dataset.copies);
    const told = button.parentElement.querySelector("[aria-live]");
    button.hidden = false;
    button.addEventListener("click", function () {
      field.focus();
      field.select();
      copied(field.value).then(
        function () { told.textContent = button.dataset.done; button.focus(); },
        function () { told.textContent = button.dataset.failed; }
      );
    });
  }

  document.querySelectorAll("button[data-copies]").forEach(offerCopy);
  window.addEventListener("hashchange", unfold);
  unfold();
})();
