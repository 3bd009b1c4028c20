// The search dialog: a combobox over a list of links.
"use strict";

(() => {
  const { home, load, make, ranking, tiers } = stripeReference;
  const SHOWN = 40;
  // Shorter queries match too much of the second file to be of use.
  const LETTERS_OF_SECOND = 3;

  const input = make("input", {
    type: "text", role: "combobox", "aria-label": "Search", "aria-expanded": false, "aria-controls": "found",
    "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: false,
    placeholder: "refund reason, /v1/charges, requested_by_customer",
  });
  const list = make("div", { id: "found", role: "listbox", "aria-label": "Results" });
  const status = make("p", { role: "status" });
  const close = make("button", { type: "button", class: "close" }, "Close");
  const dialog = make("dialog", { class: "finder", "aria-label": "Search" },
    make("div", { class: "ask" }, input, close), list, status);
  const style = make("link", { rel: "stylesheet", href: new URL("search/dialog.css", home) });
  const styled = new Promise((resolve) => { style.onload = style.onerror = resolve; });
  document.head.append(style);
  document.body.append(dialog);

  // ---- Index ----

  let first = [];
  let both = [];
  const wanted = new Set();
  const want = async (tier) => {
    if (wanted.has(tier)) return;
    wanted.add(tier);
    try {
      await load(`search/${tier}.js`);
      const entries = ranking.decode(tiers[tier]);
      if (tier === 1) first = entries;
      both = both.concat(entries);
      find();
    } catch {
      wanted.delete(tier);
      status.textContent = "The index could not be loaded.";
    }
  };

  // ---- Results ----

  let chosen = -1;
  const choose = (at) => {
    const options = list.children;
    options[chosen]?.setAttribute("aria-selected", false);
    chosen = options.length ? (at + options.length) % options.length : -1;
    const option = options[chosen];
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  // Names are long and have no spaces: they may break where a part ends.
  const breakable = (text) => text.split(/(?<=[./]|::)/).flatMap((part) => [part, make("wbr", {})]);

  const calls = (rust) => rust.split(".").map((step) => `${step}()`).join(".");

  // What a result is called, and where it is.
  const label = ({ kind, rust, wire, path, anchor }) => {
    switch (kind) {
      case "o": return [calls(rust), path];
      case "t": return [rust.slice(rust.lastIndexOf(":") + 1), rust];
      case "g": return [wire, path || "Guide"];
      case "v": return [wire, `${rust} at ${path}`];
      default: return [wire, anchor];
    }
  };

  // The name in Rust, if the query has a word of it that is not on the wire.
  const inRust = ({ kind, rust, anchor }, words) =>
    "pf".includes(kind) && words.some((word) => rust.includes(word) && !anchor.includes(word)) ? [` · ${rust}`] : [];

  const option = (entry, at, words) => {
    const { kind, method, summary } = entry;
    const [name, place] = label(entry);
    const verb = method ? [make("b", { class: method.toLowerCase() }, method), " "] : [];
    const href = new URL(`${entry.page}#${entry.anchor}`, home);
    const link = make("a", { role: "option", id: `found-${at}`, href, tabindex: -1, "aria-selected": false });
    link.append(
      make("code", {}, ...breakable(name)),
      make("small", {}, ranking.KINDS[kind]),
      make("span", {}, ...verb, ...breakable(place), ...inRust(entry, words)),
    );
    if (summary) link.append(make("p", {}, summary));
    return link;
  };

  const find = () => {
    const query = input.value.trim();
    const long = query.replace(/[^\p{L}\p{N}]/gu, "").length >= LETTERS_OF_SECOND;
    if (long) want(2);
    const { count, hits } = ranking.rank(long ? both : first, query, SHOWN);
    const words = query.split(/[^\w]+/).filter(Boolean);
    list.replaceChildren(...hits.map((entry, at) => option(entry, at, words)));
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", hits.length > 0);
    chosen = -1;
    choose(0);
    const loading = wanted.has(2) && !tiers[2];
    if (!query) status.textContent = "Operations, objects, parameters, fields, values and chapters of the guide.";
    else if (loading && !count) status.textContent = "Searching …";
    else if (!count) status.textContent = "Nothing matches all of these words.";
    else status.textContent = count === 1 ? "1 result" : `${count} results${count > SHOWN ? `, the first ${SHOWN} shown` : ""}`;
  };

  // ---- Events ----

  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      choose(Math.abs(step) === 1 ? chosen + step : Math.min(Math.max(chosen + step, 0), list.children.length - 1));
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      const { ctrlKey, metaKey, shiftKey } = event;
      // As a click: the modifiers open a tab or a window.
      list.children[chosen]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
    }
  });
  list.addEventListener("click", (event) => {
    const { ctrlKey, metaKey, shiftKey } = event;
    if (!(ctrlKey || metaKey || shiftKey)) dialog.close();
  });
  close.addEventListener("click", () => dialog.close());
  // A click beside the dialog: its own area is covered by its children.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  stripeReference.open = async () => {
    want(1);
    await styled;
    if (!dialog.open) dialog.showModal();
    input.select();
    find();
  };
})();
