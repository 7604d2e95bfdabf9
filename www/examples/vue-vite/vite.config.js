import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // Without this Vue takes the tag for a component that nobody has registered.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "huibao-report" } } })],
  // For the development server: the package finds its worker and its modules beside its own files.
  optimizeDeps: { exclude: ["huibao"] },
});
