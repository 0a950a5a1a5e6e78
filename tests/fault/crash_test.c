/* crash_test.c - kill -9 while sixty-four clients write over HTTP: what was answered is there, once,
 * also when the same key asks for it again, and the store opens by itself. 100 kills;
 * DMS_LONG: 5,000; a sanitizer watches 5. (kill_test.c kills as often below HTTP.)
 * timeout: 480 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/http_house.h"
#include "support/long_form.h"
#include "support/watched.h"

#define CLIENTS    64
#define MOST_EACH  400
#define MS         60000
#define OPENING_MS 5000

static struct http_house shop;
static char token[128];

/* What one client wrote in a round: the id that each of its keys was answered with. */
struct client {
    pthread_t thread;
    int number, round;
    int64_t ids[MOST_EACH]; /* 0: no answer came */
    int asked, wrong;
};

static struct client clients[CLIENTS];

static uint64_t
random_number(void)
{
    static uint64_t state = 88172645463325252u; /* the same kills every time */
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* The id of the lead of that key, 0 when no answer came, -1 when it was a refusal. */
static int64_t
create(struct http_line *line, const struct client *client, int number)
{
    char body[160], request[700];
    struct http_reply reply;
    struct dms_json *json = NULL;
    int64_t id = -1;
    int key = (client->round * CLIENTS + client->number) * MOST_EACH + number;
    int size =
        snprintf(body, sizeof(body),
                 "{\"name\":\"王五\",\"phone\":\"139%08d\",\"source\":\"phone\"}", key);
    snprintf(request, sizeof(request),
             "POST /api/v1/crm.lead HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: "
             "Bearer %s\r\n"
             "Content-Type: application/json\r\nIdempotency-Key: k%d\r\nContent-Length: "
             "%d\r\n\r\n%s",
             shop.port, token, key, size, body);
    if (!http_send(line, request, strlen(request)) ||
        !http_receive(line, MS, false, &reply))
        return 0;
    if (reply.status == 201 &&
        dms_json_load(reply.body, reply.body_size, &json, NULL) == DMS_OK)
        id = dms_json_integer_at(dms_json_at_key(json, "record"), "id");
    else
        print_error("key %d: %d %.300s\n", key, reply.status, reply.body);
    dms_json_destroy(json);
    http_reply_clear(&reply);
    return id;
}

static void *
write_until_killed(void *context)
{
    struct client *client = context;
    struct http_line line;
    client->asked = client->wrong = 0;
    memset(client->ids, 0, sizeof(client->ids));
    if (!http_open(&line, shop.port))
        return NULL;
    while (client->asked < MOST_EACH) {
        int64_t id = create(&line, client, client->asked);
        client->ids[client->asked++] = id;
        client->wrong += id < 0;
        if (id == 0)
            break;
    }
    http_close(&line);
    return NULL;
}

/* Asks again for everything: the same answer as before, and for the last the only one. */
static void *
ask_again(void *context)
{
    struct client *client = context;
    struct http_line line;
    if (client->asked == 0)
        return NULL;
    if (!http_open(&line, shop.port)) {
        client->wrong++;
        return NULL;
    }
    for (int i = 0; i < client->asked; i++) {
        int64_t id = create(&line, client, i);
        bool right = id > 0 && (client->ids[i] == 0 || id == client->ids[i]);
        if (!right)
            print_error("client %d: %" PRId64 ", then %" PRId64 "\n", client->number,
                        client->ids[i], id);
        client->wrong += !right;
    }
    http_close(&line);
    return NULL;
}

static void
all_clients(void *(*work)(void *context))
{
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(pthread_create(&clients[i].thread, NULL, work, &clients[i]), 0);
    for (int i = 0; i < CLIENTS; i++)
        pthread_join(clients[i].thread, NULL);
    for (int i = 0; i < CLIENTS; i++)
        if (clients[i].wrong > 0)
            fail_msg("round %d: %d answers to client %d are wrong", clients[i].round,
                     clients[i].wrong, i);
}

/* The child that is killed. It says its port when it is open. */
static void
live(int pipe_end)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody is left to do it */
    http_house_open_again(&shop);
    if (write(pipe_end, &shop.port, sizeof(shop.port)) != sizeof(shop.port))
        _exit(3);
    for (;;)
        pause();
}

static int64_t
now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static pid_t
begin_life(void)
{
    int ends[2];
    int64_t start = now_ms();
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0)
        live(ends[1]);
    close(ends[1]);
    if (read(ends[0], &shop.port, sizeof(shop.port)) != sizeof(shop.port))
        fail_msg("the store does not open by itself");
    close(ends[0]);
    if (!test_is_watched())
        assert_in_range(now_ms() - start, 0, OPENING_MS);
    return child;
}

static void *
kill_later(void *context)
{
    const struct timespec a_while = { .tv_nsec = (long)(random_number() % 200000000) };
    nanosleep(&a_while, NULL);
    kill(*(pid_t *)context, SIGKILL);
    return NULL;
}

static size_t
die_once(int round)
{
    pthread_t killer;
    int status;
    size_t asked = 0;
    pid_t child = begin_life();
    for (int i = 0; i < CLIENTS; i++) {
        clients[i].number = i;
        clients[i].round = round;
    }
    assert_int_equal(pthread_create(&killer, NULL, kill_later, &child), 0);
    all_clients(write_until_killed);
    pthread_join(killer, NULL);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    child = begin_life();
    all_clients(ask_again);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    for (int i = 0; i < CLIENTS; i++)
        asked += (size_t)clients[i].asked;
    return asked;
}

static bool
is_sound(const char *what)
{
    struct dms_json *answer = http_house_ask(&shop, NULL, NULL, "{\"do\":\"%s\"}", what);
    bool sound = dms_json_boolean_at(answer, "sound");
    dms_json_destroy(answer);
    return sound;
}

static void
what_was_answered_is_there_once_however_the_server_dies(void **state)
{
    (void)state;
    int rounds = test_is_long() ? 2500 : test_is_watched() ? 3 : 50;
    size_t keys = 0;
    for (int round = 0; round < rounds; round++) {
        keys += die_once(round);
        test_tell("crash", (size_t)round + 1, (size_t)rounds);
    }
    http_house_open_again(&shop);
    struct dms_json *answer =
        http_house_ask(&shop, NULL, NULL, "{\"do\":\"count\",\"entity\":\"crm.lead\"}");
    assert_int_equal(dms_json_integer_at(answer, "count"), 1 + keys); /* 王五 was there */
    dms_json_destroy(answer);
    assert_true(is_sound("check"));
    assert_true(is_sound("audit_verify"));
    print_message("%d kills, %zu keys, each written once\n", rounds * 2, keys);
}

static int
begin(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    http_house_open_shop(&shop, "", token);
    dms_house_close(shop.house);
    shop.house = NULL;
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            what_was_answered_is_there_once_however_the_server_dies, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
