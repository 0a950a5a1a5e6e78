// chart.ts - a chart in a box: as wide as the box, drawn again when what it shows, or dark, changes.
import { onBeforeUnmount, onMounted, watch, type Ref } from "vue";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { dark } from "@/look";

echarts.use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

export const ink = () => (dark.value ? "#a6adb7" : "#5c6470");

export function useChart(box: Ref<HTMLElement | undefined>, option: () => echarts.EChartsCoreOption): void {
  let chart: echarts.ECharts | undefined;
  let sized: ResizeObserver | undefined;
  const draw = () => chart?.setOption(option(), true);
  onMounted(() => {
    chart = echarts.init(box.value!, undefined, { renderer: "svg" });
    sized = new ResizeObserver(() => chart?.resize());
    sized.observe(box.value!);
    draw();
  });
  watch(option, draw);
  onBeforeUnmount(() => {
    sized?.disconnect();
    chart?.dispose();
  });
}
