/* sender.c - one thread carries all deliveries, each webhook's one by one, side by side.
 *
 * It sleeps until somebody wakes it, a transfer moves or a delivery falls due. It writes
 * nothing before a delivery and notes what became of it after: whoever is killed in between
 * sends it again. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "outcome.h"
#include "rights.h"
#include "sender.h"

#define LONGEST_SLEEP 60000 /* ms: the clock may have been set */
#define REST          10000 /* ms without a look after the house refused one */
#define FAREWELL      5000  /* ms for what is on its way when the house closes */
#define CLEAN_EVERY   3600000

struct sender {
    struct sender *next;
    struct dms_house *house;
    CURLM *multi;
    pthread_t thread;
    atomic_bool told, stopping;
    /* the thread's own */
    struct post *flying;
    bool look;          /* something changed that only we know of */
    int64_t look_at;    /* machine time, ms */
    int64_t rest_until; /* the same; 0: no rest */
    int64_t clean_at;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the list */
static struct sender *senders;

static int64_t
machine_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What the house refuses is tried again after a rest. */
static void
judge(struct sender *sender, enum dms_status st, struct dms_error *error)
{
    if (st != DMS_OK) {
        dms_log(sender->house, 1, "notify.trouble", "key=%s|reason=%s",
                dms_error_key(error), dms_error_value(error, "reason"));
        sender->rest_until = machine_time() + REST;
        sender->look = true;
    }
    dms_error_destroy(error);
}

static void
take_out(struct sender *sender, struct post *post)
{
    for (struct post **link = &sender->flying; *link != NULL; link = &(*link)->next)
        if (*link == post) {
            *link = post->next;
            return;
        }
}

static void
finish(struct sender *sender, struct post *post)
{
    struct dms_error *error = dms_error_create();
    judge(sender, outcome_note(sender->house, post, error), error);
    take_out(sender, post);
    post_destroy(post);
    sender->look = true;
}

static void
start(struct sender *sender, struct post *post)
{
    post->next = sender->flying;
    sender->flying = post;
    if (post->is_over)
        finish(sender, post);
    else if (curl_multi_add_handle(sender->multi, post->easy) != CURLM_OK)
        abort();
}

static enum dms_status
start_all(struct sender *sender, struct due *due, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < due->count; i++) {
        bool allowed = false;
        st = rights_apply(sender->house, &due->wishes[i], &allowed, error);
        if (st == DMS_OK)
            start(sender, post_create(&due->wishes[i], due, allowed));
    }
    return st;
}

static int64_t
sleep_until(const struct due *due)
{
    int64_t pause = LONGEST_SLEEP;
    if (due->next_at != 0 && due->next_at - due->now < pause)
        pause = due->next_at - due->now;
    return machine_time() + (pause > 0 ? pause : 0);
}

static enum dms_status
clean(struct sender *sender, const struct due *due, struct dms_error *error)
{
    bool more = false;
    if (machine_time() < sender->clean_at)
        return DMS_OK;
    enum dms_status st =
        outcome_clean(sender->house, due->limits.keep_days, &more, error);
    if (!more)
        sender->clean_at = machine_time() + CLEAN_EVERY;
    sender->look = sender->look || more;
    return st;
}

static void
look(struct sender *sender)
{
    int64_t busy[DUE_MOST];
    struct due due = { .busy = busy };
    struct dms_error *error = dms_error_create();
    enum dms_status st = DMS_OK;
    for (struct post *post = sender->flying; post != NULL && due.busy_count < DUE_MOST;
         post = post->next)
        busy[due.busy_count++] = post->webhook;
    sender->look = false;
    sender->rest_until = 0;
    if (atomic_exchange(&sender->told, false))
        st = outcome_await(sender->house, error);
    if (st == DMS_OK)
        st = due_look(sender->house, &due, error);
    sender->look_at = sleep_until(&due);
    if (st == DMS_OK)
        st = clean(sender, &due, error);
    if (st == DMS_OK)
        st = start_all(sender, &due, error);
    judge(sender, st, error);
    due_clear(&due);
}

static void
move(struct sender *sender)
{
    int running, left;
    CURLMsg *message;
    curl_multi_perform(sender->multi, &running);
    while ((message = curl_multi_info_read(sender->multi, &left)) != NULL) {
        struct post *post = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &post);
        curl_multi_remove_handle(sender->multi, post->easy);
        post_end(post, code);
        finish(sender, post);
    }
}

static bool
wants_to_look(struct sender *sender, int64_t now)
{
    if (now < sender->rest_until)
        return false;
    return sender->look || atomic_load(&sender->told) || now >= sender->look_at;
}

static int
pause_of(const struct sender *sender, int64_t now, int64_t end)
{
    int64_t until = sender->look ? now : sender->look_at;
    if (until < sender->rest_until)
        until = sender->rest_until;
    if (end != 0)
        until = end;
    return until <= now                  ? 0
           : until - now > LONGEST_SLEEP ? LONGEST_SLEEP
                                         : (int)(until - now);
}

static void *
carry(void *context)
{
    struct sender *sender = context;
    int64_t end = 0; /* 0: nobody wants us to stop */
    for (;;) {
        int64_t now = machine_time();
        if (end == 0 && atomic_load(&sender->stopping))
            end = now + FAREWELL;
        if (end != 0 && (sender->flying == NULL || now >= end))
            return NULL;
        if (end == 0 && wants_to_look(sender, now))
            look(sender);
        move(sender);
        curl_multi_poll(sender->multi, NULL, 0, pause_of(sender, machine_time(), end),
                        NULL);
    }
}

enum dms_status
sender_serve(struct dms_house *house, struct dms_error *error)
{
    struct sender *sender = calloc(1, sizeof(*sender));
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || sender == NULL ||
        (sender->multi = curl_multi_init()) == NULL) {
        free(sender);
        return dms_fail(error, DMS_LIMIT, "notify.no_memory", "");
    }
    sender->house = house;
    sender->look = true;
    if (pthread_create(&sender->thread, NULL, carry, sender) != 0) {
        curl_multi_cleanup(sender->multi);
        free(sender);
        return dms_fail(error, DMS_LIMIT, "notify.no_memory", "");
    }
    pthread_mutex_lock(&lock);
    sender->next = senders;
    senders = sender;
    pthread_mutex_unlock(&lock);
    return DMS_OK;
}

void
sender_wake(void)
{
    pthread_mutex_lock(&lock);
    for (struct sender *sender = senders; sender != NULL; sender = sender->next) {
        atomic_store(&sender->told, true);
        curl_multi_wakeup(sender->multi);
    }
    pthread_mutex_unlock(&lock);
}

static struct sender *
take_sender(struct dms_house *house)
{
    struct sender *found = NULL;
    pthread_mutex_lock(&lock);
    for (struct sender **link = &senders; *link != NULL; link = &(*link)->next)
        if ((*link)->house == house) {
            found = *link;
            *link = found->next;
            break;
        }
    pthread_mutex_unlock(&lock);
    return found;
}

/* Asleep in curl_multi_poll or busy: the thread hears of it either way. */
void
sender_stop(struct dms_house *house)
{
    struct sender *sender = take_sender(house);
    if (sender == NULL)
        return;
    atomic_store(&sender->stopping, true);
    curl_multi_wakeup(sender->multi);
    pthread_join(sender->thread, NULL);
    while (sender->flying != NULL) { /* not noted: it is sent again */
        struct post *post = sender->flying;
        sender->flying = post->next;
        curl_multi_remove_handle(sender->multi, post->easy);
        post_destroy(post);
    }
    curl_multi_cleanup(sender->multi);
    free(sender);
}
