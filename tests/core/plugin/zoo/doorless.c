/* doorless.c - a library that is no plugin. */
int doorless_answer(void);

__attribute__((visibility("default"))) int
doorless_answer(void)
{
    return 42;
}
