"use strict";
(() => {
  const map = document.querySelector("svg.map");
  const details = document.getElementById("details");
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const rows = [...document.querySelectorAll("tbody tr")];
  const nodes = [...map.querySelectorAll(".node")];
  const links = [...map.querySelectorAll(".link")];
  const byNumber = new Map(nodes.map((node) => [node.dataset.n, node]));
  const near = new Map(nodes.map((node) => [node.dataset.n, new Set()]));
  for (const link of links) {
    near.get(link.dataset.a)?.add(link.dataset.b);
    near.get(link.dataset.b)?.add(link.dataset.a);
  }
  const whole = map.viewBox.baseVal;
  const home = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  let view = { ...home };
  let chosen = null;

  // ------------------------------------------------------------------ what is brought forward
  function light(numbers) {
    map.classList.toggle("dimmed", numbers !== null);
    for (const node of nodes) {
      node.classList.toggle("lit", numbers !== null && numbers.has(node.dataset.n));
    }
    for (const link of links) {
      const both = numbers !== null && numbers.has(link.dataset.a) && numbers.has(link.dataset.b);
      const own = chosen === null || [link.dataset.a, link.dataset.b].includes(chosen);
      link.classList.toggle("lit", both && own);
    }
  }
  function around(number) {
    return new Set([number, ...near.get(number)]);
  }
  function tell(node) {
    details.replaceChildren();
    if (!node) {
      details.textContent = details.dataset.empty;
      return;
    }
    const name = document.createElement("strong");
    name.textContent = node.dataset.name;
    details.append(name);
    for (const line of node.dataset.about.split("\n")) {
      const part = document.createElement("p");
      part.textContent = line;
      details.append(part);
    }
  }
  // What takes the keyboard in a mark; the words beside it are for the eye only.
  function press(node) {
    return node && node.firstElementChild;
  }
  function choose(number) {
    chosen = number;
    for (const node of nodes) {
      const is = node.dataset.n === number;
      node.classList.toggle("chosen", is);
      press(node).setAttribute("aria-pressed", String(is));
      press(node).tabIndex = is || (number === null && node === nodes[0]) ? 0 : -1;
    }
    light(number === null ? null : around(number));
    tell(number === null ? null : byNumber.get(number));
  }
  for (const node of nodes) {
    node.addEventListener("click", (event) => {
      if (!moved) choose(node.dataset.n === chosen ? null : node.dataset.n);
      event.stopPropagation();
    });
    node.addEventListener("pointerenter", () => {
      if (chosen === null) {
        light(around(node.dataset.n));
        tell(node);
      }
    });
    node.addEventListener("pointerleave", () => {
      if (chosen === null) {
        light(null);
        tell(null);
      }
    });
  }

  // --------------------------------------------------------------------------------- the view
  function show() {
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  }
  function zoom(factor, at) {
    const w = Math.min(Math.max(view.w * factor, home.w / 20), home.w * 2);
    const real = w / view.w;
    const x = at ? at.x : view.x + view.w / 2;
    const y = at ? at.y : view.y + view.h / 2;
    view = { x: x - (x - view.x) * real, y: y - (y - view.y) * real, w, h: view.h * real };
    show();
  }
  function fit() {
    view = { ...home };
    show();
  }
  function pan(dx, dy) {
    view.x += dx * view.w;
    view.y += dy * view.h;
    show();
  }
  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(map.getScreenCTM().inverse());
  }
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, at(event));
  }, { passive: false });
  const pointers = new Map();
  let moved = false;
  let apart = 0;
  map.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, at(event));
    moved = false;
    apart = 0;
  });
  map.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    if (pointers.size === 2) {
      pointers.set(event.pointerId, at(event));
      const [one, other] = [...pointers.values()];
      const now = Math.hypot(one.x - other.x, one.y - other.y);
      if (apart > 0) zoom(apart / now, { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
      apart = Math.hypot(one.x - other.x, one.y - other.y);
      moved = true;
      return;
    }
    const begin = pointers.get(event.pointerId);
    const now = at(event);
    if (!moved && Math.hypot(now.x - begin.x, now.y - begin.y) < view.w / 200) return;
    if (!moved) map.setPointerCapture(event.pointerId);
    moved = true;
    map.classList.add("moving");
    view.x += begin.x - now.x;
    view.y += begin.y - now.y;
    show();
  });
  function release(event) {
    pointers.delete(event.pointerId);
    map.classList.remove("moving");
  }
  map.addEventListener("pointerup", release);
  map.addEventListener("pointercancel", release);
  map.addEventListener("click", () => {
    if (!moved) choose(null);
  });
  document.getElementById("larger").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("smaller").addEventListener("click", () => zoom(1.3));
  document.getElementById("fit").addEventListener("click", fit);

  // --------------------------------------------------------------------------------- the keys
  function middle(node) {
    return { x: Number(node.dataset.x), y: Number(node.dataset.y) };
  }
  function walk(from, dx, dy) {
    const begin = middle(from);
    let best = null;
    for (const node of nodes) {
      if (node === from || node.classList.contains("gone")) continue;
      const to = middle(node);
      const along = (to.x - begin.x) * dx + (to.y - begin.y) * dy;
      const aside = Math.abs((to.x - begin.x) * dy) + Math.abs((to.y - begin.y) * dx);
      const cost = along + 2 * aside;
      if (along > 0 && aside <= along * 2 && (!best || cost < best.cost)) best = { node, cost };
    }
    return best && best.node;
  }
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  map.addEventListener("keydown", (event) => {
    const node = event.target.closest(".node");
    const way = ways[event.key];
    if (event.key === "Escape") choose(null);
    else if (event.key === "+" || event.key === "=") zoom(1 / 1.3);
    else if (event.key === "-") zoom(1.3);
    else if (event.key === "0") fit();
    else if (way && event.shiftKey) pan(way[0] / 8, way[1] / 8);
    else if (way && node) {
      const next = walk(node, ...way);
      if (next) {
        choose(next.dataset.n);
        press(next).focus();
      }
    } else if (node && (event.key === "Enter" || event.key === " ")) {
      choose(node.dataset.n === chosen ? null : node.dataset.n);
    } else return;
    event.preventDefault();
  });

  // -------------------------------------------------------------------------- search and legend
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  function look() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const matches = new Set();
    for (const row of rows) {
      const text = plain(row.dataset.text);
      const fits = words.every((word) => text.includes(word));
      row.classList.toggle("gone", !fits);
      if (fits && row.dataset.n) matches.add(row.dataset.n);
    }
    chosen = null;
    light(words.length ? matches : null);
    found.textContent = words.length ? found.dataset.text.replace("{count}", matches.size) : "";
  }
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const row = rows.find((one) => one.dataset.n && !one.classList.contains("gone"));
    if (row) {
      choose(row.dataset.n);
      press(byNumber.get(row.dataset.n))?.focus();
    }
  });
  for (const box of document.querySelectorAll(".legend input")) {
    box.addEventListener("change", () => {
      const hidden = new Set(
        [...document.querySelectorAll(".legend input:not(:checked)")].map((one) => one.value),
      );
      const gone = new Set(
        nodes.filter((node) => hidden.has(node.dataset.row)).map((node) => node.dataset.n),
      );
      for (const node of nodes) node.classList.toggle("gone", gone.has(node.dataset.n));
      for (const link of links) {
        link.classList.toggle("gone", gone.has(link.dataset.a) || gone.has(link.dataset.b));
      }
      for (const pill of map.querySelectorAll(".pill")) {
        pill.classList.toggle("gone", gone.has(pill.dataset.a) || gone.has(pill.dataset.b));
      }
      if (chosen !== null && gone.has(chosen)) choose(null);
    });
  }
  for (const button of document.querySelectorAll("button.find")) {
    button.addEventListener("click", () => {
      choose(button.dataset.n);
      press(byNumber.get(button.dataset.n))?.focus();
      map.scrollIntoView({ block: "center" });
    });
  }
  choose(null);
})();
