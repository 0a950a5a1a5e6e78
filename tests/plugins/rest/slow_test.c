/* timeout: 120
 * slow_test.c - five hundred connections whose heads and bodies trickle: who works meanwhile does
 * not notice, they are cut off in their time, and they cost next to nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "support/http_house.h"

#define SLOW         500
#define SECONDS      4  /* what a head and a body may take here */
#define LATE_SECONDS 20 /* for a machine that is busy with other things */
#define QUESTIONS    200
#define KILOBYTES    48 /* of memory, for one slow connection */

static struct http_house shop;
static char token[128];
static struct http_line slow[SLOW];

static double
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1000 + (double)time.tv_nsec / 1e6;
}

static int
by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Of QUESTIONS asked one after the other, in ms. */
static double
median(void)
{
    static double times[QUESTIONS];
    struct http_line line = { .file = -1, .ended = true };
    struct http_reply reply;
    for (int i = 0; i < QUESTIONS; i++) {
        double start = now();
        http_house_call(&shop, &line, token, "GET", "/api/v1/crm.lead/1", NULL, &reply);
        times[i] = now() - start;
        assert_int_equal(reply.status, 200);
        http_reply_clear(&reply);
    }
    http_close(&line);
    qsort(times, QUESTIONS, sizeof(times[0]), by_size);
    return times[QUESTIONS / 2];
}

static long
memory_kilobytes(void)
{
    long pages = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    assert_non_null(file);
    assert_int_equal(fscanf(file, "%ld %ld", &pages, &resident), 2);
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Every other one has sent a head and begins a body; the others begin a head. */
static void
begin_slowly(void)
{
    char head[500];
    snprintf(
        head, sizeof(head),
        "POST /api/v1/crm.lead HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        token);
    for (int i = 0; i < SLOW; i++) {
        const char *text = i % 2 == 0 ? "GET /healthz HT" : head;
        assert_true(http_open(&slow[i], shop.port));
        assert_true(http_send(&slow[i], text, strlen(text)));
    }
}

/* Has the other side closed it? What it had to say before that is thrown away. */
static bool
is_cut(struct http_line *line)
{
    char data[4096];
    struct pollfd wait = { .fd = line->file, .events = POLLIN };
    ssize_t got = 1;
    while (!line->ended && got > 0 && poll(&wait, 1, 0) > 0)
        got = recv(line->file, data, sizeof(data), MSG_DONTWAIT);
    line->ended = line->ended || got <= 0;
    return line->ended;
}

/* One more byte on each, which must not buy it more time. */
static int
trickle(void)
{
    int open = 0;
    for (int i = 0; i < SLOW; i++)
        if (!is_cut(&slow[i])) {
            send(slow[i].file, "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
            open++;
        }
    return open;
}

static void
slow_heads_and_bodies_are_cut_off_in_time_and_nobody_notices(void **state)
{
    (void)state;
    double before = median();
    long memory = memory_kilobytes();
    double start = now();
    begin_slowly();
    assert_int_equal(trickle(), SLOW);
    double during = median();
    long more = memory_kilobytes() - memory;
    int open = SLOW;
    while ((open = trickle()) > 0 && now() - start < (SECONDS + LATE_SECONDS) * 1000)
        nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
    double took = (now() - start) / 1000;
    printf(
        "a question: %.2f ms alone, %.2f ms beside %d slow ones, which cost %ld KiB and "
        "were cut off after %.1f s\n",
        before, during, SLOW, more, took);
    assert_int_equal(open, 0);
    assert_true(took >= SECONDS - 1);
    /* Ten ms more are not noticed by anybody, and are soon lost on a busy machine. */
    assert_true(during < before * 2 + 10);
#ifndef __SANITIZE_ADDRESS__
    assert_true(more < (long)SLOW * KILOBYTES);
#endif
    assert_true(median() < before * 2 + 10);
}

static int
begin(void **state)
{
    char settings[100];
    (void)state;
    snprintf(settings, sizeof(settings), "head_seconds = %d\nbody_seconds = %d\n",
             SECONDS, SECONDS);
    http_house_open_shop(&shop, settings, token);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    for (int i = 0; i < SLOW; i++)
        http_close(&slow[i]);
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slow_heads_and_bodies_are_cut_off_in_time_and_nobody_notices),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
