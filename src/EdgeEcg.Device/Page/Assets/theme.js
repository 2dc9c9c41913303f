// Light, dark, or black on white with thick lines for sunlight; by the system until somebody chooses.
const STORE = "edgeecg-theme";
const choice = document.getElementById("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const contrast = matchMedia("(prefers-contrast: more)");

// A browser may refuse to keep anything; then the choice lasts as long as the page.
function kept() {
  try {
    return localStorage.getItem(STORE);
  } catch (failure) {
    if (!(failure instanceof DOMException)) { throw failure; }
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem(STORE, value);
  } catch (failure) {
    if (!(failure instanceof DOMException)) { throw failure; }
  }
}

const bySystem = () => contrast.matches ? "sunlight" : dark.matches ? "dark" : "light";

/** Calls changed() now and whenever the colours are others. */
export function followTheme(changed) {
  const apply = () => {
    document.documentElement.dataset.theme = choice.value === "auto" ? bySystem() : choice.value;
    changed();
  };
  choice.value = kept() ?? "auto";
  choice.addEventListener("change", () => { keep(choice.value); apply(); });
  dark.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
  apply();
}
