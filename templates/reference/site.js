// What a page does where scripts run. Without them it is complete: all languages show, links work, folds open.
//
// The head loads this file and waits for it: theme and language are set before the first paint, so nothing moves. The styles
// come before it in the head: so they are there when the page is measured, as the rail is to scroll to its place.
"use strict";

(() => {
  const root = document.documentElement;
  const home = new URL(".", document.currentScript.src);
  const first = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // The sites of one host share a storage, hence the prefix. It may be forbidden; then a choice lasts as long as its page.
  const key = (name) => `stripe-reference.${name}`;
  const kept = (name) => {
    try { return localStorage.getItem(key(name)); } catch { return null; }
  };
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(key(name), value);
      else localStorage.removeItem(key(name));
    } catch { /* as above */ }
  };

  // ---- Before the first paint ----

  const LANGUAGES = { async: "Rust async", blocking: "Rust blocking", curl: "curl" };
  const setLanguage = (language) => {
    root.dataset.lang = language in LANGUAGES ? language : "async";
  };
  const setTheme = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  setLanguage(kept("lang"));
  setTheme(kept("theme"));

  // ---- Language tabs and copying ----

  let status;
  const say = (text) => { status.textContent = text; };

  // One Rust text serves both clients, so it is the panel of two tabs.
  const tabsOf = (rust, curl, number) => {
    const panels = { async: rust, blocking: rust, curl };
    const tabs = Object.entries(LANGUAGES).map(([language, text]) => {
      const panel = panels[language];
      panel.id ||= `code-${number}${panel === curl ? "-curl" : ""}`;
      panel.setAttribute("role", "tabpanel");
      return make("button", {
        type: "button", role: "tab", "aria-controls": panel.id, "data-tab": language, "data-text": text,
      }, text);
    });
    return make("div", { class: "tabs", role: "tablist", "aria-label": "Language" }, ...tabs);
  };

  const markTabs = () => {
    for (const tab of all("[role=tab]")) {
      const selected = tab.dataset.tab === root.dataset.lang;
      tab.setAttribute("aria-selected", selected);
      tab.tabIndex = selected ? 0 : -1;
    }
  };

  const choose = (tab) => {
    setLanguage(tab.dataset.tab);
    keep("lang", root.dataset.lang);
    markTabs();
    tab.focus({ preventScroll: true });
  };

  const keyInTabs = (event, tab) => {
    const tabs = all("[role=tab]", tab.parentElement);
    const at = tabs.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(tabs.at(to % tabs.length));
  };

  // The text of what is shown: one Rust text has the words of both clients.
  const shownText = (pane) => {
    const shown = all("pre", pane).find((text) => text.checkVisibility());
    const copy = shown.cloneNode(true);
    for (const other of all(root.dataset.lang === "blocking" ? ".as" : ".bl", copy)) other.remove();
    return [shown, copy.textContent.trim()];
  };

  const copy = async (button) => {
    const [shown, text] = shownText(button.closest(".code"));
    let done = "Copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that did not come over HTTPS may have no clipboard.
      getSelection().selectAllChildren(shown);
      done = "Selected";
    }
    button.textContent = done;
    say(done === "Copied" ? "Copied" : "Selected, copy it with the keyboard");
    setTimeout(() => { button.textContent = "Copy"; say(""); }, 2000);
  };

  // ---- Links into folds ----

  const targetOf = (hash) => {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  };
  const reveal = () => {
    const target = targetOf(location.hash);
    if (!target) return;
    let closed = false;
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) at.open = closed = true;
    }
    if (closed) target.scrollIntoView();
  };

  // Browsers print a closed fold as its summary.
  let opened = [];
  const unfold = () => {
    opened = all("main details:not([open])");
    for (const fold of opened) fold.open = true;
  };
  const fold = () => { for (const details of opened) details.open = false; };

  // ---- A row, and the key or setter that leads to it, light up together ----

  const light = (event) => {
    const on = event.type === "mouseover" || event.type === "focusin";
    const link = event.target.closest("a.to");
    if (link) {
      const row = targetOf(link.hash);
      if (row) first(".name", row)?.classList.toggle("lit", on);
    }
    const row = event.target.closest(".row");
    if (!row) return;
    for (const to of all(".code a.to", row.closest("section") ?? document)) {
      if (targetOf(to.hash) === row) to.classList.toggle("lit", on);
    }
  };

  // ---- The rail follows the page ----

  const follow = () => {
    const rail = first(".rail");
    const tree = first(".rail .tree");
    const page = first(".rail [aria-current=page]");
    // The page's own operations are below its name; a part of the name of its area stays above it.
    const show = () => { tree.scrollTop = page.offsetTop - 40; };
    if (tree && page) {
      show();
      rail.addEventListener("toggle", show);
    }
    const links = new Map(all("a[href*='#']", rail ?? root).map((link) => [link.hash, link]));
    const sections = rail ? all("main section[id]").filter((section) => links.has(`#${section.id}`)) : [];
    let current;
    const mark = (link) => {
      if (link === current) return;
      current?.removeAttribute("aria-current");
      current = link;
      current.setAttribute("aria-current", "true");
      if (rail.offsetParent !== null && !rail.matches(":hover")) current.scrollIntoView({ block: "nearest" });
    };
    // The section that crosses a line near the top of the window.
    const observer = new IntersectionObserver((entries) => {
      const entered = entries.filter((entry) => entry.isIntersecting).at(-1);
      if (entered) mark(links.get(`#${entered.target.id}`));
    }, { rootMargin: "-15% 0px -84%" });
    for (const section of sections) observer.observe(section);
  };

  // ---- Theme ----

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const markTheme = () => {
    for (const button of all("button.theme")) button.setAttribute("aria-pressed", isDark());
  };
  const toggleTheme = () => {
    const dark = !isDark();
    // Who returns to what the system has follows the system again.
    const override = dark === system.matches ? null : (dark ? "dark" : "light");
    setTheme(override);
    keep("theme", override);
    markTheme();
  };

  // ---- Search, whose script and index are loaded when it is first opened ----

  const loads = new Map();
  // As scripts and not with `fetch`, which browsers refuse to pages that are opened as files.
  const load = (path) => {
    if (!loads.has(path)) {
      loads.set(path, new Promise((resolve, reject) => {
        const script = make("script", { src: new URL(path, home) });
        script.async = false;
        script.onload = resolve;
        script.onerror = () => { loads.delete(path); script.remove(); reject(new Error(path)); };
        document.head.append(script);
      }));
    }
    return loads.get(path);
  };
  const reference = { home, load, make, tiers: [] };
  globalThis.stripeReference = reference;

  const search = async () => {
    try {
      await Promise.all([load("search/rank.js"), load("search/dialog.js")]);
    } catch {
      say("Search could not be loaded");
      return;
    }
    reference.open();
  };

  // ---- Events ----

  const click = (event) => {
    const at = (selector) => event.target.closest(selector);
    const tab = at("[role=tab]");
    if (tab) choose(tab);
    if (at("button.copy")) copy(at("button.copy"));
    if (at("button.theme")) toggleTheme();
    if (at("button.search")) search();
    const link = at("a[href]");
    if (!link) return;
    if (link.closest(".rail:popover-open")) link.closest(".rail").hidePopover();
    // A second click on the same link changes no hash.
    if (link.hash && link.href === location.href) reveal();
  };

  const keydown = (event) => {
    const tab = event.target.closest?.("[role=tab]");
    if (tab) keyInTabs(event, tab);
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asked = (event.key === "/" && plain && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (asked && first("button.search")) {
      event.preventDefault();
      search();
    }
  };

  addEventListener("DOMContentLoaded", () => {
    status = make("div", { class: "vh", role: "status" });
    document.body.append(status);
    all(".code").forEach((pane, number) => {
      const cap = first(".cap", pane);
      const [rust, curl] = [first("pre.rust", pane), first("pre.curl", pane)];
      if (rust && curl) cap.prepend(tabsOf(rust, curl, number));
      if (cap && first("pre", pane)) cap.append(make("button", { type: "button", class: "copy" }, "Copy"));
    });
    markTabs();
    markTheme();
    reveal();
    follow();
    document.addEventListener("click", click);
    document.addEventListener("keydown", keydown);
    for (const name of ["mouseover", "mouseout", "focusin", "focusout"]) first("main").addEventListener(name, light);
    addEventListener("hashchange", reveal);
    addEventListener("beforeprint", unfold);
    addEventListener("afterprint", fold);
    system.addEventListener("change", markTheme);
    // What another tab of the browser chose.
    addEventListener("storage", (event) => {
      if (event.key === key("lang")) { setLanguage(event.newValue); markTabs(); }
      if (event.key === key("theme")) { setTheme(event.newValue); markTheme(); }
    });
  });
})();
