/* tsan - service_test.c  proves  core/cli/serve_service.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/serve_inside.h"
#include "storage/storage.h"
#include "unit/house.h"

struct service {
    char dir[64];
    int ear;
    struct dms_house *house;
    sem_t begun, go;
};

static int
set_up(void **state)
{
    struct service *service = calloc(1, sizeof(*service));
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct timeval patience = { .tv_usec = 300000 };
    snprintf(service->dir, sizeof(service->dir), "/tmp/service.XXXXXX");
    assert_non_null(mkdtemp(service->dir));
    snprintf(address.sun_path, sizeof(address.sun_path), "%s/notify", service->dir);
    service->ear = socket(AF_UNIX, SOCK_DGRAM, 0);
    assert_int_equal(bind(service->ear, (struct sockaddr *)&address, sizeof(address)), 0);
    setsockopt(service->ear, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "3000", 1);
    unsetenv("WATCHDOG_PID");
    assert_int_equal(dms_house_create(service->dir, NULL), DMS_OK);
    assert_int_equal(house_open(service->dir, NULL, &service->house, NULL), DMS_OK);
    sem_init(&service->begun, 0, 0);
    sem_init(&service->go, 0, 0);
    *state = service;
    return 0;
}

static int
tear_down(void **state)
{
    struct service *service = *state;
    char command[128];
    house_close(service->house);
    close(service->ear);
    snprintf(command, sizeof(command), "rm -rf %s", service->dir);
    assert_int_equal(system(command), 0);
    free(service);
    return 0;
}

static const char *
heard(const struct service *service)
{
    static char text[200];
    ssize_t size = recv(service->ear, text, sizeof(text) - 1, 0);
    text[size > 0 ? size : 0] = '\0';
    return text;
}

/* A writer that is stuck until somebody says go. */
static enum dms_status
hang(struct storage_session *session, void *context, struct dms_error *error)
{
    struct service *service = context;
    (void)session, (void)error;
    sem_post(&service->begun);
    sem_wait(&service->go);
    return DMS_OK;
}

static void
a_writer_that_hangs_gives_no_sign_of_life(void **state)
{
    struct service *service = *state;
    service_ping(service->house);
    assert_string_equal(heard(service), "WATCHDOG=1");
    assert_int_equal(
        storage_write_later(service->house->storage, hang, service, NULL, NULL), DMS_OK);
    sem_wait(&service->begun);
    for (int i = 0; i < 5; i++) {
        usleep(2000);
        service_ping(service->house);
    }
    assert_string_equal(heard(service), "");
    sem_post(&service->go);
    assert_string_equal(heard(service), "WATCHDOG=1");
    assert_string_equal(heard(service), "");
}

static void
nobody_is_told_of_life_where_nobody_waits_for_it(void **state)
{
    struct service *service = *state;
    setenv("WATCHDOG_PID", "1", 1);
    assert_int_equal(service_period(), -1);
    unsetenv("WATCHDOG_PID");
    setenv("WATCHDOG_USEC", "nonsense", 1);
    assert_int_equal(service_period(), -1);
    service_ping(service->house);
    assert_string_equal(heard(service), "");
    service_tell("READY=1");
    assert_string_equal(heard(service), "READY=1");
}

static void
a_socket_is_found_by_its_name_and_only_when_it_is_ours(void **state)
{
    char pid[32];
    (void)state;
    snprintf(pid, sizeof(pid), "%d", (int)getpid());
    setenv("LISTEN_PID", pid, 1);
    setenv("LISTEN_FDS", "3", 1);
    setenv("LISTEN_FDNAMES", "http:dms:dmsx", 1);
    assert_int_equal(service_socket("http"), 3);
    assert_int_equal(service_socket("dms"), 4);
    assert_int_equal(service_socket("dmsx"), 5);
    assert_int_equal(service_socket("dm"), -1);
    setenv("LISTEN_FDS", "1", 1);
    assert_int_equal(service_socket("dms"), -1);
    setenv("LISTEN_PID", "1", 1);
    assert_int_equal(service_socket("http"), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        ONE(a_writer_that_hangs_gives_no_sign_of_life),
        ONE(nobody_is_told_of_life_where_nobody_waits_for_it),
        ONE(a_socket_is_found_by_its_name_and_only_when_it_is_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
