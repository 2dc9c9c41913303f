// What codes and reasons mean, in words.
const CODES = {
  abnormal_beat: "Abnormal beat", abnormal_run: "Run of abnormal beats", premature_beat: "Premature beat",
  pause: "Pause", couplet: "Two abnormal beats in a row", bigeminy: "Every other beat abnormal",
  abnormal_burden: "Frequent abnormal beats", bradycardia: "Slow heart", tachycardia: "Fast heart",
  irregular_rhythm: "Irregular rhythm", lead_off: "Electrodes off", noise: "Noise", source_fault: "Chip fault",
  test: "Test",
};

const REASONS = {
  morphology: "its shape departs from the wearer's normal beat", premature: "it came early",
  pause: "the interval before it was very long", ventricular: "it looks ventricular",
  noise: "the signal is too noisy to judge", learning: "the wearer's normal is being learned",
  no_lead: "no electrode is connected",
};

export const nameOf = code => CODES[code] ?? code.replaceAll("_", " ");

export const reasonsOf = reasons => reasons.map(r => REASONS[r] ?? r.replaceAll("_", " ")).join("; ");

/** With the day where it is not today. */
export function timeOf(text) {
  if (!text) { return "no clock"; }
  const at = new Date(text);
  const time = at.toLocaleTimeString([], { hour12: false });
  return at.toDateString() === new Date().toDateString()
    ? time : `${at.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}
