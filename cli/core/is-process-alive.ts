/** Returns whether a process of this machine has the id; one of another user counts as well. */
export function isProcessAlive(pid: number): boolean {
  // 0 and negative ids would ask about groups of processes.
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
