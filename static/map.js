// Joins marks to shapes, and makes the shapes reachable by mouse, touch, keyboard and screen reader.
// What is said comes with the page (#values), the shapes from files beside this script, or from inside a single file.
// Every word shown is data from documents or layers: it is set with textContent and never parsed.
window.helhedskort = (function () {
  "use strict";
  const here = document.currentScript.src || document.baseURI;
  const container = document.getElementById("map_kort");
  const picked = document.getElementById("picked");
  const touch = window.matchMedia("(hover: none)").matches;
  const page = JSON.parse(document.getElementById("values").textContent);
  const words = page.words;
  const placed = []; // labels of the map that may have to give way to one another
  let waiting = 1;

  function fetchJson(name) {
    const inside = document.getElementById("file:" + name);
    if (inside) return Promise.resolve(JSON.parse(inside.textContent));
    return fetch(new URL(name, here)).then(function (answer) {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    });
  }

  function done() {
    waiting -= 1;
    if (!waiting) container.dataset.drawn = "true";
  }

  // Called by the Folium script, once a layer.
  function draw(map, layer, spec) {
    if (!map.helhedskort) prepare(map);
    waiting += 1;
    const drawn = { land: drawGround, water: drawGround, borders: drawBorders }[spec.role] || drawMarked;
    fetchJson(spec.payload)
      .then(function (shapes) { drawn(map, layer, shapes, page.marks[spec.role] || {}, spec.role); })
      .catch(say)
      .finally(done);
  }

  function prepare(map) {
    map.helhedskort = true;
    L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    fetchJson(container.dataset.points).then(function (points) { drawLabels(map, points); }).catch(say).finally(done);
    // Far out there is room for the names that have a figure; the others come as one zooms in.
    const distance = function () { container.classList.toggle("far", map.getZoom() < 11); };
    map.on("zoomend", distance);
    distance();
    // On paper the map has another size: the same view is fitted into it, and back again afterwards.
    let view = null;
    window.addEventListener("beforeprint", function () {
      view = map.getBounds().pad(-0.08);
      document.body.classList.add("printing");
      fit(map, view);
    });
    window.addEventListener("afterprint", function () {
      document.body.classList.remove("printing");
      fit(map, view);
    });
  }

  function fit(map, view) {
    map.invalidateSize({ animate: false });
    map.fitBounds(view, { animate: false });
  }

  function drawGround(map, layer, shapes) {
    layer.addData(shapes);
    const ground = shapes.features[0]; // a town may have no water
    const names = (ground && ground.properties.neighbours) || {};
    Object.keys(names).forEach(function (name) {
      placed.push({ tip: label(map, names[name], [name], "place-label neighbour"), first: true });
    });
    spread();
  }

  function drawBorders(map, layer, shapes) {
    layer.options.style = function () { return Object.assign({ fill: false }, page.outlines.plain); };
    layer.addData(shapes);
    zoomTo(map, layer);
  }

  // A layer with marks: only the shapes that have one are drawn.
  function drawMarked(map, layer, shapes, marks, role) {
    layer.options.filter = function (feature) { return feature.properties.id in marks; };
    layer.options.style = function (feature) {
      const mark = marks[feature.properties.id];
      const fill = mark.fill === "none" ? { fillOpacity: 0 } : { fillColor: mark.fill, fillOpacity: 1 };
      return Object.assign({}, page.outlines[mark.outline], fill);
    };
    layer.addData(shapes);
    const parts = [];
    layer.eachLayer(function (shape) {
      const mark = marks[shape.feature.properties.id];
      if (!mark.lines) return;
      equip(shape, mark);
      parts.push(shape);
    });
    rove(parts);
    if (role === "bydele") zoomTo(map, layer);
  }

  function zoomTo(map, layer) {
    const bounds = [];
    layer.eachLayer(function (shape) {
      if (!page.members.includes(shape.feature.properties.id)) return;
      shape.setStyle(page.outlines.chosen);
      shape.bringToFront();
      bounds.push(shape.getBounds());
    });
    if (!bounds.length) return;
    map.fitBounds(bounds.reduce(function (all, one) { return all.extend(one); }), { padding: [16, 16], animate: false });
  }

  function drawLabels(map, points) {
    page.labels.forEach(function (one) {
      const at = points[one.at];
      if (!at) return;
      const unstated = one.kind === "place" && one.lines.length === 1;
      const tip = label(map, at, one.lines, "place-label " + one.kind + (unstated ? " unstated" : ""));
      placed.push({ tip: tip, first: one.kind !== "value" });
    });
    map.on("zoomend resize", spread);
    spread();
  }

  // A value that would stand on another label is moved up or down, to the nearest free place.
  function spread() {
    const taken = [];
    placed.sort(function (a, b) { return b.first - a.first; }); // names stand; a value gives way
    placed.forEach(function (one) {
      const element = one.tip.getElement();
      if (!element || !element.offsetParent) return;
      const steps = one.first ? [0] : [0, 14, -14, 28, -28, 42, -42, 56, -56];
      const free = steps.find(function (step) {
        one.tip.options.offset = L.point(0, step);
        one.tip.update();
        return !taken.some(function (box) { return overlap(box, inkOf(element)); });
      });
      if (free === undefined) { one.tip.options.offset = L.point(0, 0); one.tip.update(); }
      taken.push(inkOf(element));
    });
  }

  // The words themselves: the box of a label is wider than what stands in it.
  function inkOf(element) {
    const range = document.createRange();
    range.selectNodeContents(element.firstChild);
    const rects = Array.from(range.getClientRects());
    return {
      left: Math.min.apply(null, rects.map(function (r) { return r.left; })),
      right: Math.max.apply(null, rects.map(function (r) { return r.right; })),
      top: Math.min.apply(null, rects.map(function (r) { return r.top; })),
      bottom: Math.max.apply(null, rects.map(function (r) { return r.bottom; })),
    };
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  }

  function equip(shape, mark) {
    // On a touch screen the panel below the map says the same and is never cut off by its edge.
    if (!touch) shape.bindTooltip(block(mark.lines, "div"), { sticky: true, className: "tip", opacity: 1 });
    shape.spoken = mark.spoken;
    shape.on("click keypick", function () { pick(mark); });
    shape.on("mouseover focusin", function () { emphasise(shape, true); });
    shape.on("mouseout focusout", function () { emphasise(shape, false); });
  }

  function emphasise(shape, on) {
    const path = shape.getElement();
    if (path) path.classList.toggle("emphasis", on);
  }

  function block(lines, kind) {
    const box = document.createElement(kind);
    lines.forEach(function (line, index) {
      const row = document.createElement(index ? "span" : "strong");
      row.textContent = line;
      box.appendChild(row);
    });
    return box;
  }

  function pick(mark) {
    picked.replaceChildren(block(mark.lines, "p"));
    document.querySelectorAll("#tabel tr.picked").forEach(function (row) { row.classList.remove("picked"); });
    const row = mark.slug && document.querySelector('#tabel tr[data-place="' + mark.slug + '"]');
    if (!row) return;
    row.classList.add("picked");
    const place = row.querySelector("th a[href]");
    if (!place) return;
    const link = document.createElement("a");
    link.href = place.href;
    link.textContent = words.zoomTo.replace("{name}", mark.lines[0]);
    picked.firstChild.appendChild(link);
  }

  function label(map, at, lines, kind) {
    return L.tooltip({ permanent: true, direction: "center", className: kind, interactive: false, opacity: 1, pane: "markerPane" })
      .setLatLng(at).setContent(block(lines, "div")).addTo(map);
  }

  // One tab stop a layer; arrow keys move within it, Enter picks, Escape closes the tooltip.
  function rove(shapes) {
    const elements = shapes.map(function (shape) { return shape.getElement(); });
    shapes.forEach(function (shape, index) {
      const path = elements[index];
      if (!path) return;
      path.setAttribute("tabindex", index ? "-1" : "0");
      path.setAttribute("role", "button"); // Enter puts its figures into the panel below the map
      path.setAttribute("aria-label", shape.spoken);
      path.addEventListener("focus", function () {
        elements.forEach(function (other) { if (other) other.setAttribute("tabindex", other === path ? "0" : "-1"); });
        emphasise(shape, true);
        shape.openTooltip();
      });
      path.addEventListener("blur", function () { emphasise(shape, false); shape.closeTooltip(); });
      path.addEventListener("keydown", function (event) {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (step) {
          elements[(index + step + elements.length) % elements.length].focus({ preventScroll: true });
        } else if (event.key === "Enter" || event.key === " ") {
          shape.fire("keypick");
        } else if (event.key === "Escape") {
          shape.closeTooltip();
        } else {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      });
    });
  }

  function say(error) {
    const message = document.createElement("p");
    message.textContent = words.failed.replace("{error}", error.message);
    picked.replaceChildren(message);
  }

  return { draw: draw };
})();
