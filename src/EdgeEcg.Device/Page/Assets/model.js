// The model's card: what it is, what it was trained on, and how good it was then.
import { list } from "./vitals.js";

const METRICS = {
  auc_all: "AUC, all beats", auc_ventricular: "AUC, ventricular beats",
  auc_supraventricular: "AUC, supraventricular", auc_mean_over_records: "AUC, mean over persons",
};

export async function showModel() {
  const response = await fetch("api/model");
  if (!response.ok) { return; }
  const model = await response.json();
  const threshold = model.thresholds[0];
  const beats = model.training_data.reduce((sum, source) => sum + source.beats, 0);
  const after = model.metrics_after_quantization;
  list("model", [
    ["Architecture", `${model.architecture}, int8`], ["Id", model.model_id.slice(0, 12)],
    ["Looks at", `${model.window_before_ms} ms before to ${model.window_after_ms} ms after the R peak`],
    ["Abnormal from score", threshold.score.toFixed(3)],
    ["Threshold by", `${threshold.rule} ${threshold.parameter}, ${threshold.from}`],
    ["Trained on", `${beats} normal beats of ${model.training_data.length} persons`],
    ...Object.keys(METRICS).filter(name => name in after).map(name => [METRICS[name], after[name].toFixed(3)]),
    ["Data", model.data_licence],
  ]);
}
