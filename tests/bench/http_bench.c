/* http_bench.c - the HTTP API against a bare libmicrohttpd + SQLite program that does the same
 * work by hand, with the same durability and grouping: read one, list 50, create, transition;
 * and what a thousand idle event streams cost. */
#include "http_bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/bench.h"

#define ROUNDS  3
#define SECONDS 2

/* math.random is seeded the same in every run of wrk: both are asked for the same records. */
static const struct {
    const char *name, *script;
    double limit;
} jobs[] = {
    { "read by id",
      "request = function()\n"
      "  return wrk.format('GET', '/api/v1/bench.lead/' .. math.random(5000))\n"
      "end\n",
      1.5 },
    { "list of 50",
      "request = function()\n"
      "  return wrk.format('GET', "
      "'/api/v1/bench.lead?limit=50&where=%7B%22grade%22%3A%22A%22%7D"
      "&sort=-created_at')\n"
      "end\n",
      1.5 },
    { "create",
      "wrk.method = 'POST'\n"
      "wrk.path = '/api/v1/bench.lead'\n"
      "wrk.headers['Content-Type'] = 'application/json'\n"
      "wrk.body = "
      "'{\"name\":\"王小明123\",\"phone\":\"13800000123\",\"email\":\"lead123@example."
      "com\","
      "\"source\":\"web\",\"words\":\"想看一台七座的车，预算二十万，周末来店 123\","
      "\"budget\":\"200000.01\"}'\n",
      1.5 },
    { "transition with a C hook and a Lua guard",
      "request = function()\n"
      "  return wrk.format('POST', '/api/v1/bench.lead/' .. math.random(5000) .. "
      "'/transitions/touch')\n"
      "end\n",
      2.0 },
};

static void
start(struct http_server *server, void (*serve)(int ready))
{
    int pipes[2];
    char line[512] = "";
    if (pipe(pipes) != 0)
        abort();
    server->process = fork();
    if (server->process == 0) {
        close(pipes[0]);
        serve(pipes[1]);
        _exit(0);
    }
    close(pipes[1]);
    FILE *file = fdopen(pipes[0], "r");
    if (fgets(line, sizeof(line), file) == NULL ||
        sscanf(line, "%63s %127s %255s", server->address, server->token, server->dir) !=
            3) {
        fprintf(stderr, "a server did not start\n");
        exit(1);
    }
    fclose(file);
}

static void
stop(struct http_server *server)
{
    char command[320];
    kill(server->process, SIGKILL);
    waitpid(server->process, NULL, 0);
    snprintf(command, sizeof(command), "rm -rf '%s'", server->dir);
    if (system(command) != 0)
        fprintf(stderr, "%s stays behind\n", server->dir);
}

static void
compare(const struct http_server *ours, const struct http_server *bare, size_t job,
        int connections)
{
    double cpu[2][ROUNDS], rate[2][ROUNDS];
    char what[128];
    for (int round = 0; round < ROUNDS; round++) {
        struct http_load a = http_load(ours, jobs[job].script, connections, SECONDS);
        struct http_load b = http_load(bare, jobs[job].script, connections, SECONDS);
        cpu[0][round] = a.cpu, cpu[1][round] = b.cpu;
        rate[0][round] = a.per_second, rate[1][round] = b.per_second;
    }
    snprintf(what, sizeof(what), "%s, %d connections: CPU", jobs[job].name, connections);
    bench_ratio(what, bench_median(cpu[0], ROUNDS), bench_median(cpu[1], ROUNDS),
                jobs[job].limit, "µs");
    snprintf(what, sizeof(what), "%s, %d connections: throughput", jobs[job].name,
             connections);
    bench_ratio(what, bench_median(rate[0], ROUNDS), bench_median(rate[1], ROUNDS),
                -1 / jobs[job].limit, "requests/s");
}

int
main(void)
{
    struct http_server ours, bare;
    start(&ours, http_house_serve);
    start(&bare, http_bare_serve);
    for (size_t job = 0; job < sizeof(jobs) / sizeof(jobs[0]); job++) {
        compare(&ours, &bare, job, 16);
        compare(&ours, &bare, job, 64);
        fflush(stdout);
    }
    http_streams(&ours);
    stop(&ours);
    stop(&bare);
    return bench_end();
}
