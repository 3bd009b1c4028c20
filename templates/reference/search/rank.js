// What search finds, and in which order. No access to the page: a test runs this file alone.
"use strict";

stripeReference.ranking = (() => {
  // In the order of results that match equally well.
  const KINDS = { t: "type", o: "operation", g: "chapter", p: "parameter", f: "field", v: "value" };
  const ORDER = Object.keys(KINDS);

  // `requested_by_customer` is found as `RequestedByCustomer` too.
  const squash = (text) => text.toLowerCase().replaceAll("_", "");
  const split = (text) => text.split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
  const joined = (text) => split(text).join("");
  // The service is `refunds`, the object `Refund`.
  const singular = (word) => (word.length > 3 ? word.replace(/([^s])s$/, "$1") : word);
  const pascal = (wire) => split(wire.replaceAll("_", "-")).map((word) => word[0].toUpperCase() + word.slice(1)).join("");

  // As `reference/src/anchor.rs` has it.
  const fragment = (text) => text.replace(/[^A-Za-z0-9._-]/gu, (c) => `~${c.codePointAt(0).toString(16)}`);

  // The reverse of `reference/src/search/tier.rs`, which describes the format.
  const decode = ({ lines, lists }) => {
    const entries = [];
    const values = lists.map((list) => list.map((item) => {
      const [wire, variant, end] = item.split("\t");
      const value = { wire, variant: variant || pascal(wire), end: end || fragment(wire) };
      return { ...value, own: squash(`${value.wire} ${value.variant}`) };
    }));
    const after = (previous, coded) => previous.slice(0, coded.charCodeAt(0) - 32) + coded.slice(1);
    let anchor = "", rust = "", path = "", page = "";
    for (const line of lines ? lines.split("\n") : []) {
      const [head, rustCode, wireCode, pathCode, method, pageCode, summary] = line.split("\t");
      const kind = head[0];
      anchor = after(anchor, head.slice(1));
      const dot = anchor.lastIndexOf(".");
      rust = rustCode ? after(rust, rustCode) : anchor;
      path = pathCode ? after(path, pathCode) : anchor.slice(0, kind === "v" ? undefined : Math.max(dot, 0));
      page = pageCode || page;
      if (kind === "v") {
        const text = squash(`${anchor} ${rust} `);
        for (const { wire, variant, end, own } of values[wireCode]) {
          entries.push({ kind, anchor: `${anchor}.${end}`, rust: `${rust}::${variant}`, wire, path, page, text: text + own });
        }
      } else {
        const wire = wireCode || anchor.slice(dot + 1);
        const route = method || kind === "g" ? `${method} ${path} ${joined(path)}` : "";
        const text = squash(`${anchor} ${rustCode ? rust : ""} ${wire} ${route}`);
        entries.push({ kind, anchor, rust, wire, path, method, page, summary, text });
      }
    }
    return entries;
  };

  // The same words occur in many entries.
  const known = new Map();
  const word = (text) => {
    if (!known.has(text)) {
      const whole = squash(text);
      known.set(text, { text, whole, singular: singular(whole), parts: text.toLowerCase().split("_").map(singular) });
    }
    return known.get(text);
  };

  // The words of an entry: its own names, and those of what it belongs to. Computed when it is first a candidate.
  const prepare = (entry) => {
    const { kind, method } = entry;
    const rust = split(entry.rust).map(word);
    const anchor = entry.rust === entry.anchor ? rust : split(entry.anchor).map(word);
    // An operation is named by its service too: `refund` means `refunds().create()` rather than any parameter `refund`.
    // And by its whole path, which a query is compared with when it is read as one word.
    entry.names = kind === "o" ? [...rust.slice(-2), word(joined(entry.path))] : [word(entry.wire), ...rust.slice(-1)];
    entry.owners = anchor.slice(0, -1);
    if (anchor !== rust) entry.owners.push(...rust.slice(0, -1));
    if (kind === "o") entry.owners.push(word(method), word(entry.wire), ...split(entry.path).map(word));
    if (kind === "g") {
      entry.names = rust;
      entry.owners = split(entry.path).map(word);
    }
    entry.depth = anchor.length;
    // The type of a part comes after what is called alike on the wire: see `score`.
    entry.order = kind === "t" && entry.depth > 1 ? ORDER.length : ORDER.indexOf(kind);
    entry.type = kind === "t" && rust.at(-1).text;
  };

  const EXACT = 0, BEGINS = 1, PART = 2, NONE = 3;
  const match = (asked, name) => {
    if (asked.singular === name.singular) return EXACT;
    if (name.whole.startsWith(asked.whole) || name.parts.includes(asked.singular)) return BEGINS;
    return name.whole.includes(asked.whole) ? PART : NONE;
  };

  // Lower is better: how well all words match, how many match only an owner, kind, how near the owner is to the root.
  const score = (entry, asked, index) => {
    let quality = 0, unnamed = 0, position = 0;
    if (!entry.names) prepare(entry);
    const { names, owners, depth } = entry;
    for (const one of asked) {
      let best = NONE, at = -1;
      for (const name of names) best = Math.min(best, match(one, name));
      for (let n = 0; n < owners.length && best > EXACT; n++) {
        const found = match(one, owners[n]);
        if (found < best) { best = found; at = n; }
      }
      if (best === NONE) return Infinity;
      quality += best;
      if (at >= 0) { unnamed += 1; position += at; }
    }
    // As one number, each in as many bits as it needs: 50 in all.
    let sum = Math.min(quality, 31) * 16 + Math.min(unnamed, 15);
    // Who writes `PriceData` means the type.
    const order = asked.some(({ text }) => text === entry.type) ? 0 : entry.order;
    sum = (sum * 8 + order) * 64 + Math.min(position, 63);
    return (sum * 32 + Math.min(depth, 31)) * 2 ** 24 + index;
  };

  // `payment intent` asks for `payment_intent` too: any two neighbours may be one word.
  const readings = (query) => {
    const asked = split(query).slice(0, 8);
    const pairs = asked.slice(1).map((_, at) => asked.toSpliced(at, 2, asked[at] + asked[at + 1]));
    const whole = asked.length > 2 ? [[asked.join("")]] : [];
    return [asked, ...pairs, ...whole].map((reading) => reading.map(word));
  };

  // The best `limit` entries for a query, and how many match.
  const rank = (entries, query, limit) => {
    const asked = readings(query).filter((reading) => reading.length > 0);
    const found = [];
    entries.forEach((entry, index) => {
      let best = Infinity;
      for (const reading of asked) {
        if (reading.every((one) => entry.text.includes(one.singular))) best = Math.min(best, score(entry, reading, index));
      }
      if (best < Infinity) found.push([best, entry]);
    });
    found.sort(([a], [b]) => a - b);
    return { count: found.length, hits: found.slice(0, limit).map(([, entry]) => entry) };
  };

  return { KINDS, decode, rank };
})();
