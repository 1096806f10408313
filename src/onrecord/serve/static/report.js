// Words of the report and the claims that rest on them, linked both ways by hover and by focus; words chosen for a correction.
const text = document.getElementById("text");
const marks = [...text.querySelectorAll("mark")];
const claims = [...document.querySelectorAll("[data-claim]")];

function light(ids) {
  const wanted = new Set(ids);
  for (const mark of marks) mark.classList.toggle("on", mark.dataset.claims.split(" ").some((id) => wanted.has(id)));
  for (const claim of claims) claim.classList.toggle("on", wanted.has(claim.dataset.claim));
}

function shown(claim) {
  const first = marks.find((mark) => mark.classList.contains("trigger") && mark.dataset.claims.split(" ").includes(claim))
    ?? marks.find((mark) => mark.dataset.claims.split(" ").includes(claim));
  first?.scrollIntoView({ block: "center" });
  const choice = document.querySelector("#correct select[name=left]");
  if (choice) choice.value = claim;
}

for (const claim of claims) {
  claim.addEventListener("mouseenter", () => light([claim.dataset.claim]));
  claim.addEventListener("focus", () => { light([claim.dataset.claim]); shown(claim.dataset.claim); });
  claim.addEventListener("click", () => { light([claim.dataset.claim]); shown(claim.dataset.claim); });
}
for (const mark of marks) {
  mark.addEventListener("mouseenter", () => light(mark.dataset.claims.split(" ")));
  mark.addEventListener("click", () => {
    if (String(getSelection())) return;
    const claim = document.getElementById(`claim-${mark.dataset.claims.split(" ")[0]}`);
    claim?.focus({ preventScroll: true });
    claim?.scrollIntoView({ block: "nearest" });
  });
}
const linked = document.querySelector(":target[data-claim]");
if (linked) linked.focus();

// Offsets count characters (code points), as the record does; a string of the browser counts UTF-16 units.
function offset(node, inside) {
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(node, inside);
  return [...before.toString()].length;
}
document.addEventListener("selectionchange", () => {
  const form = document.getElementById("correct");
  const chosen = getSelection();
  if (!form || !chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (end <= start) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.value.value = String(chosen).trim();
});
const form = document.getElementById("correct");
form?.elements.value.addEventListener("input", (event) => { if (!event.target.value) { form.elements.start.value = ""; form.elements.end.value = ""; } });
form?.addEventListener("submit", () => { for (const name of ["start", "end"]) form.elements[name].disabled = form.elements[name].value === ""; });

// Words chosen by keys: x begins at the claim's own words, arrows go from word to word, with Shift they take in more.
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}.,:'’-]*[\p{L}\p{N}])?/gu;
let words = null, from = 0, to = 0;

function point(unit) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let before = 0, node = walker.nextNode(); node; before += node.length, node = walker.nextNode()) {
    if (unit <= before + node.length) return [node, unit - before];
  }
  return [text, text.childNodes.length];
}

function choose(first, last) {
  from = Math.max(0, Math.min(words.length - 1, first));
  to = Math.max(0, Math.min(words.length - 1, last));
  const [low, high] = [words[Math.min(from, to)], words[Math.max(from, to)]];
  const range = document.createRange();
  range.setStart(...point(low.index));
  range.setEnd(...point(high.index + high[0].length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

function begin(claim) {
  words ??= [...text.textContent.matchAll(WORD)];
  if (!words.length) return;
  const mark = marks.find((one) => one.classList.contains("trigger") && one.dataset.claims.split(" ").includes(claim));
  const before = document.createRange();
  before.setStart(text, 0);
  if (mark) before.setEndBefore(mark);
  const place = mark ? before.toString().length : 0;
  const first = Math.max(0, words.findIndex((word) => word.index + word[0].length > place));
  text.focus({ preventScroll: true });
  choose(first, first);
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "x") {
    event.preventDefault();
    begin(document.activeElement?.closest("[data-claim]")?.dataset.claim ?? form.elements.left.value);
  } else if (document.activeElement === text && words && way) {
    event.preventDefault();
    if (event.shiftKey) choose(from, to + way); else choose(to + way, to + way);
  } else if (document.activeElement === text && words && event.key === "Enter") {
    event.preventDefault();
    form.elements.field.focus();
  }
});
