/* http_load.c - wrk does the asking; the server's processor time is read from its clock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "http_bench.h"

static double
processor_time(pid_t process)
{
    clockid_t clock;
    struct timespec at;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &at) != 0)
        abort();
    return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

static void
write_script(const char *path, const struct http_server *server, const char *script)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        abort();
    fprintf(file, "wrk.headers['Authorization'] = 'Bearer %s'\n%s", server->token,
            script);
    fclose(file);
}

struct http_load
http_load(const struct http_server *server, const char *script, int connections,
          int seconds)
{
    char path[300], command[512], line[256];
    double requests = 0, rate = 0, failed = 0;
    snprintf(path, sizeof(path), "%s/load.lua", server->dir);
    write_script(path, server, script);
    snprintf(command, sizeof(command), "wrk -t1 -c%d -d%ds -s '%s' '%s' 2>&1",
             connections, seconds, path, server->address);
    double before = processor_time(server->process);
    FILE *wrk = popen(command, "r");
    if (wrk == NULL)
        abort();
    while (fgets(line, sizeof(line), wrk) != NULL) {
        sscanf(line, " %lf requests in", &requests);
        sscanf(line, " Requests/sec: %lf", &rate);
        sscanf(line, " Non-2xx or 3xx responses: %lf", &failed);
    }
    int result = pclose(wrk);
    double spent = processor_time(server->process) - before;
    if (result != 0 || requests < 1 || failed > 0) {
        fprintf(stderr, "%s: wrk ended with %d, %g requests, %g refused\n",
                server->address, result, requests, failed);
        exit(1);
    }
    return (struct http_load){ rate, spent / requests };
}
