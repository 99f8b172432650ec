// Joins values to shapes, and makes the shapes reachable by mouse, touch, keyboard and screen reader.
// Every word shown is data from documents or layers: it is set with textContent and never parsed.
window.helhedskort = (function () {
  "use strict";
  const here = document.currentScript.src;
  const container = document.getElementById("map_kort");
  const picked = document.getElementById("picked");
  const touch = window.matchMedia("(hover: none)").matches;
  const level = container.dataset.level;
  const members = container.dataset.members.split(" ").filter(Boolean);
  const stroke = {
    bydele: { color: "#24323d", weight: 1.4, fillOpacity: 1 },
    departments: { color: "#24323d", weight: 1, fillOpacity: 1 },
  };
  const values = fetchJson(container.dataset.values);
  let waiting = 0;

  function fetchJson(name) {
    return fetch(new URL(name, here)).then(function (answer) {
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    });
  }

  // Called by the Folium script, once a layer.
  function draw(map, layer, spec) {
    if (!map.helhedskort) prepare(map);
    waiting += 1;
    const drawn = { land: drawGround, water: drawGround, bydele: drawBydele, departments: drawDepartments }[spec.role];
    Promise.all([fetchJson(spec.payload), values])
      .then(function (both) { drawn(map, layer, both[0], both[1]); })
      .catch(say)
      .finally(function () { waiting -= 1; if (!waiting) container.dataset.drawn = "true"; });
  }

  function prepare(map) {
    map.helhedskort = true;
    L.control.zoom({ zoomInTitle: "Zoom ind", zoomOutTitle: "Zoom ud" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
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
    const names = shapes.features[0].properties.neighbours || {};
    Object.keys(names).forEach(function (name) { label(map, names[name], [name], "place-label neighbour"); });
  }

  function drawBydele(map, layer, shapes, values) {
    const chosen = level === "bydel";
    layer.options.style = function (feature) {
      const value = values.bydele[feature.properties.id];
      return Object.assign({}, stroke.bydele, {
        fillColor: chosen || !value.known ? value.fill : "#f4f1ea",
        dashArray: value.disputed ? "7 5" : null,
      });
    };
    layer.addData(shapes);
    const parts = [];
    const bounds = [];
    layer.eachLayer(function (shape) {
      const own = shape.feature.properties;
      const value = values.bydele[own.id];
      const lines = chosen ? value.label : [];
      label(map, own.at, [own.name].concat(lines), lines.length ? "place-label" : "place-label unstated");
      equip(shape, value.lines, value.spoken, own.slug, own.at);
      if (members.includes(own.id)) {
        shape.setStyle({ weight: 3.5 });
        shape.bringToFront();
        bounds.push(shape.getBounds());
      }
      parts.push(shape);
    });
    rove(parts);
    if (bounds.length) {
      map.fitBounds(bounds.reduce(function (all, one) { return all.extend(one); }), { padding: [16, 16], animate: false });
    }
  }

  function drawDepartments(map, layer, shapes, values) {
    layer.options.filter = function (feature) {
      return level === "afdeling" || feature.properties.id in values.departments;
    };
    layer.options.style = function (feature) {
      const value = values.departments[feature.properties.id];
      return Object.assign({}, stroke.departments, value
        ? { fillColor: value.fill }
        : { fillColor: values.other.fill, color: "#8a8577", weight: 0.6 });
    };
    layer.addData(shapes);
    const parts = [];
    layer.eachLayer(function (shape) {
      const own = shape.feature.properties;
      const lines = own.lines.concat((values.departments[own.id] || values.other).lines);
      equip(shape, lines, lines.join(", "), null, null);
      parts.push(shape);
    });
    rove(parts);
  }

  function equip(shape, lines, spoken, slug, at) {
    // On a touch screen the panel below the map says the same and is never cut off by its edge.
    if (!touch) shape.bindTooltip(block(lines, "div"), { sticky: true, className: "tip", opacity: 1 });
    shape.spoken = spoken;
    shape.at = at;
    shape.on("click keypick", function () { pick(lines, slug); });
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

  function pick(lines, slug) {
    picked.replaceChildren(block(lines, "p"));
    document.querySelectorAll("#tabel tr.picked").forEach(function (row) { row.classList.remove("picked"); });
    if (!slug) return;
    const row = document.querySelector('#tabel tr[data-place="' + slug + '"]');
    if (!row) return;
    row.classList.add("picked");
    const link = document.createElement("a");
    link.href = row.querySelector("a").href;
    link.textContent = "Zoom til " + lines[0];
    picked.firstChild.appendChild(link);
  }

  function label(map, at, lines, kind) {
    L.tooltip({ permanent: true, direction: "center", className: kind, interactive: false, opacity: 1, pane: "markerPane" })
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
        if (shape.at) shape.openTooltip(shape.at); else shape.openTooltip();
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
    message.textContent = "Kortet kunne ikke hentes (" + error.message + "). Tallene står i tabellen nedenfor.";
    picked.replaceChildren(message);
  }

  return { draw: draw };
})();
