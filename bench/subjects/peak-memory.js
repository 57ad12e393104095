// Required before a subject: notes the most memory that its process had, and the time that it computed.
const { writeFileSync } = require('node:fs');

process.once('exit', () => {
  const file = process.env.PEAK_MEMORY_FILE;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  if (file) writeFileSync(file, JSON.stringify({ peakBytes: maxRSS * 1024, cpuSeconds }));
});
