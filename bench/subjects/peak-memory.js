// Required before a subject: notes the most memory that its process had.
const { writeFileSync } = require('node:fs');

process.once('exit', () => {
  const file = process.env.PEAK_MEMORY_FILE;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS * 1024));
});
