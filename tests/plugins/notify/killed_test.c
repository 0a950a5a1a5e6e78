/* timeout: 120
 * killed_test.c - whoever is killed between sending and noting it sends again. */
#include <signal.h>
#include <sys/wait.h>

#include "plugins/notify/shop.h"

/* The child: serves until it is killed. */
static void
live(void)
{
    shop_open();
    serve();
    for (;;)
        pause();
}

/* Takes one whole request and hangs up without, or with, an answer. */
static void
take(int listener, pid_t killed, struct hit *hit)
{
    int file = accept(listener, NULL, NULL), status;
    assert_true(file >= 0);
    assert_true(receiver_read(file, hit));
    if (killed != 0) {
        kill(killed, SIGKILL);
        waitpid(killed, &status, 0);
        assert_true(WIFSIGNALED(status));
    }
    receiver_say(file, 200, "Content-Length: 0\r\n");
    close(file);
}

static void
a_delivery_nobody_noted_is_sent_again_with_the_same_name(void **state)
{
    (void)state;
    struct hit first, again;
    shop_begin();
    int listener = receiver_listen(&receiver.port);
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    lead("一");
    dms_house_close(house);
    pid_t child = fork();
    if (child == 0)
        live();
    take(listener, child, &first);
    shop_open();
    assert_int_equal(deliveries("\"state\":\"waiting\",\"tries\":0"), 1);
    serve();
    take(listener, 0, &again);
    assert_string_equal(first.delivery, again.delivery);
    assert_string_equal(first.body, again.body);
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    close(listener);
    shop_end();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_delivery_nobody_noted_is_sent_again_with_the_same_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
