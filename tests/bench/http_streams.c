/* http_streams.c - what idle event streams cost: each is opened, has heard its head, and sleeps. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http_bench.h"
#include "support/bench.h"

#define WARM 20 /* first, so that threads and tables are there already */

static double
resident_mib(pid_t process)
{
    char path[64];
    long pages = 0;
    snprintf(path, sizeof(path), "/proc/%d/statm", (int)process);
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%*d %ld", &pages) != 1)
        abort();
    fclose(file);
    return (double)pages * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

static void
open_stream(const struct http_server *server)
{
    char request[512], answer[256];
    unsigned short port = (unsigned short)atoi(strrchr(server->address, ':') + 1);
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons(port),
                              .sin_addr = { htonl(INADDR_LOOPBACK) } };
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int size = snprintf(request, sizeof(request),
                        "GET /api/v1/events HTTP/1.1\r\nHost: here\r\n"
                        "Authorization: Bearer %s\r\n\r\n",
                        server->token);
    if (file < 0 || connect(file, (struct sockaddr *)&to, sizeof(to)) != 0 ||
        send(file, request, (size_t)size, 0) != size ||
        recv(file, answer, sizeof(answer), 0) < 12 ||
        strncmp(answer, "HTTP/1.1 200", 12) != 0) {
        fprintf(stderr, "%s: a stream did not open\n", server->address);
        exit(1);
    }
}

void
http_streams(const struct http_server *server)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    for (int i = 0; i < WARM; i++)
        open_stream(server);
    double before = resident_mib(server->process);
    for (int i = 0; i < 1000; i++)
        open_stream(server);
    sleep(1);
    bench_figure("1,000 idle event streams: memory",
                 resident_mib(server->process) - before, 20, "MiB");
}
