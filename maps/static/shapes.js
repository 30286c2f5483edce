/* Shapes: unpacking, borders between regions, points for labels.
 *
 * A packed shape is a list of polygons, each a list of rings, each a string of
 * variable-length base-64 numbers: steps of longitude and latitude in 1e-4 degrees,
 * or in 1e-3 degrees behind a full stop.
 */
"use strict";

const deescShapes = (function () {
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGITS = new Map(Array.from(ALPHABET, (char, value) => [char, value]));

  /* Integer pairs [x, y] of one packed ring, without the closing point. */
  function unpackRing(text, before = [0, 0]) {
    const ring = [];
    let [x, y] = before;
    let value = 0;
    let shift = 0;
    let isLatitude = false;
    const isCoarse = text[0] === ".";
    const unit = isCoarse ? 10 : 1;
    for (const char of isCoarse ? text.slice(1) : text) {
      const digit = DIGITS.get(char);
      value += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      const step = unit * (value % 2 ? -(value + 1) / 2 : value / 2);
      if (isLatitude) {
        y += step;
        ring.push([x, y]);
      } else {
        x += step;
      }
      isLatitude = !isLatitude;
      value = 0;
      shift = 0;
    }
    return ring;
  }

  /* Points of packed lines, both ends included. */
  function unpackLines(lines) {
    return (lines || []).map((line) => unpackRing(line));
  }

  function unpack(shape) {
    return (shape || []).map((polygon) => polygon.map((ring) => unpackRing(ring)));
  }

  /* Shapes in a row, as maps/borders.py packs them: in a ring, [ring, point, count] stands
   * for so many points of an earlier ring, backwards. */
  function unpackShared(shapes) {
    const rings = [];
    const pointsOf = (ring) => {
      if (typeof ring === "string") return unpackRing(ring);
      const points = [];
      for (const part of ring) {
        if (typeof part === "string") {
          points.push(...unpackRing(part, points[points.length - 1]));
        } else {
          const [number, place, count] = part;
          const other = rings[number];
          for (let n = 0; n < count; n += 1) {
            points.push(other[(place - n + other.length) % other.length]);
          }
        }
      }
      return points;
    };
    return shapes.map((shape) => (shape || []).map((polygon) => polygon.map((ring) => {
      rings.push(pointsOf(ring));
      return rings[rings.length - 1];
    })));
  }

  /* Latitude and longitude in degrees, as Leaflet takes them. */
  function toLatLngs(polygons) {
    return polygons.map((p) => p.map((ring) => ring.map(toLatLng)));
  }

  function toLatLng(point) {
    return [point[1] / 1e4, point[0] / 1e4];
  }

  /* Sort every edge by what lies on its two sides: coast, province or country. */
  function borders(regions) {
    const owners = new Map();
    walk(regions, (key, region) => {
      const seen = owners.get(key);
      if (seen) seen.push(region);
      else owners.set(key, [region]);
    });
    const lines = { coast: [], province: [], country: [], disputed: [] };
    const drawn = new Set();
    for (const region of regions) {
      for (const ring of region.polygons.flat()) {
        let current = null;
        let kind = null;
        for (let i = 0; i < ring.length; i += 1) {
          const from = ring[i];
          const to = ring[(i + 1) % ring.length];
          const key = edgeKey(from, to);
          if (drawn.has(key)) {
            kind = null;
            continue;
          }
          drawn.add(key);
          const next = kindOf(owners.get(key));
          if (next !== kind) {
            current = [from];
            lines[next].push(current);
            kind = next;
          }
          current.push(to);
        }
      }
    }
    return lines;
  }

  function walk(regions, visit) {
    for (const region of regions) {
      for (const ring of region.polygons.flat()) {
        for (let i = 0; i < ring.length; i += 1) {
          visit(edgeKey(ring[i], ring[(i + 1) % ring.length]), region);
        }
      }
    }
  }

  function edgeKey(a, b) {
    const forward = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
    return forward ? a.join() + " " + b.join() : b.join() + " " + a.join();
  }

  function kindOf(sides) {
    if (sides.length < 2) return "coast";
    if (sides.some((side) => side.disputed)) return "disputed";
    return sides[0].country === sides[1].country ? "province" : "country";
  }

  function ringArea(ring) {
    let sum = 0;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
    }
    return Math.abs(sum) / 2;
  }

  function isInside(polygon, x, y) {
    let inside = false;
    for (const ring of polygon) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const a = ring[i];
        const b = ring[j];
        if (a[1] > y === b[1] > y) continue;
        if (x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
      }
    }
    return inside;
  }

  function squaredGap(a, b, x, y) {
    const dx = b[0] - a[0];
    const dy = b[1] - a[1];
    const length = dx * dx + dy * dy;
    const raw = length ? ((x - a[0]) * dx + (y - a[1]) * dy) / length : 0;
    const t = Math.max(0, Math.min(1, raw));
    return (x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2;
  }

  /* A point well inside the largest part, where a label can stand: the best of a grid
   * of candidates by distance to the outline. */
  function labelPoint(polygons) {
    const largest = polygons.reduce((best, polygon) => {
      return !best || ringArea(polygon[0]) > ringArea(best[0]) ? polygon : best;
    }, null);
    if (!largest) return null;
    const box = extent(largest[0]);
    const outline = thin(largest[0], 240);
    let best = null;
    let bestGap = -1;
    const cells = 14;
    for (let i = 1; i < cells; i += 1) {
      for (let j = 1; j < cells; j += 1) {
        const x = box[0] + ((box[2] - box[0]) * i) / cells;
        const y = box[1] + ((box[3] - box[1]) * j) / cells;
        if (!isInside(largest, x, y)) continue;
        let gap = Infinity;
        for (let k = 0; k < outline.length; k += 1) {
          const next = outline[(k + 1) % outline.length];
          gap = Math.min(gap, squaredGap(outline[k], next, x, y));
        }
        if (gap > bestGap) {
          bestGap = gap;
          best = [x, y];
        }
      }
    }
    return best || largest[0][largest[0].length >> 2]; // the middle of a line there and back
  }

  function thin(ring, count) {
    const step = Math.max(1, Math.floor(ring.length / count));
    return step === 1 ? ring : ring.filter((_, index) => index % step === 0);
  }

  function extent(ring) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
    return box;
  }

  return { unpack, unpackShared, unpackLines, toLatLngs, toLatLng, borders, labelPoint, ringArea, isInside };
})();
