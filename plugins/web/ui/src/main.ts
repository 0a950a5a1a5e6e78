// main.ts - words first, then who is there, then the page.
import { createApp } from "vue";
import App from "./App.vue";
import { watchLook } from "./look";
import { watchAddress } from "./router";
import { start } from "./session";
import { speak, usual } from "./words";
import "./style/element";
import "./style/app.css";

watchLook();
watchAddress();
await speak(usual());
createApp(App).mount("#app");
void start();
