// node start.js SERVER: one process, or as many as PROCESSES says behind one port. Each has its part of
// the connections to the database.
import cluster from "node:cluster";

const processes = Number(process.env.PROCESSES ?? 1);
if (processes > 1 && cluster.isPrimary) {
  for (let count = 0; count < processes; count += 1) cluster.fork();
} else {
  process.env.POOL = String(Math.floor(20 / processes));
  await import(`./${process.argv[2]}.js`);
}
