import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  plugins: [react()],
  // For the development server: the package finds its worker and its modules beside its own files.
  optimizeDeps: { exclude: ["huibao"] },
});
