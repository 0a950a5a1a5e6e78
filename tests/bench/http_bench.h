/* http_bench.h - two servers that do the same, and the load that is put on both. */
#ifndef TESTS_BENCH_HTTP_BENCH_H
#define TESTS_BENCH_HTTP_BENCH_H

#include <stdint.h>
#include <sys/types.h>

#define HTTP_RECORDS 5000

/* A server in a process of its own. */
struct http_server {
    pid_t process;
    char address[64];  /* "http://127.0.0.1:8080" */
    char token[128];   /* what to show as Bearer */
    char dir[256];     /* its files; gone when it ends */
};

/* Writes "address token dir\n" to READY once it answers, and serves until it is killed. */
void http_house_serve(int ready); /* the house with its plugin rest */
void http_bare_serve(int ready);  /* a bare libmicrohttpd + SQLite program */

/* What one run of wrk told. */
struct http_load {
    double per_second; /* requests */
    double cpu;        /* µs of the server's processor time per request */
};
/* SCRIPT: Lua of wrk that makes the requests. Ends the program when an answer is not 2xx. */
struct http_load http_load(const struct http_server *server, const char *script, int connections,
                           int seconds);

/* What a thousand idle event streams cost SERVER; they stay open. */
void http_streams(const struct http_server *server);

#endif
