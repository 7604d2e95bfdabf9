import { fileURLToPath } from "node:url";

// Nothing here is for huibao alone: webpack finds the worker, the modules and the font slices by itself.
export default {
  mode: "production",
  context: fileURLToPath(new URL(".", import.meta.url)),
  entry: "./src/index.js",
  output: {
    path: fileURLToPath(new URL("dist", import.meta.url)),
    clean: true,
    // Where the portal's policy says `require-trusted-types-for 'script'`, it permits this name too: webpack loads parts as scripts.
    trustedTypes: "webpack",
  },
  // The typesetter is large, and loaded after the page.
  performance: false,
};
