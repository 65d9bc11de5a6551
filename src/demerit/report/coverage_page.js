"use strict";
(() => {
  const both = new Map();
  for (const one of document.querySelectorAll("[data-with]")) {
    for (const key of one.dataset.with.split(" ").filter(Boolean)) {
      for (const pair of [[one.id, key], [key, one.id]]) {
        both.set(pair[0], (both.get(pair[0]) || new Set()).add(pair[1]));
      }
    }
  }
  const light = (id, on) => {
    for (const other of [id, ...(both.get(id) || [])]) {
      document.getElementById(other)?.classList.toggle("lit", on);
    }
  };
  for (const id of both.keys()) {
    const one = document.getElementById(id);
    if (one === null) continue;
    one.addEventListener("pointerenter", () => light(id, true));
    one.addEventListener("pointerleave", () => light(id, false));
    one.addEventListener("focusin", () => light(id, true));
    one.addEventListener("focusout", () => light(id, false));
  }
})();
