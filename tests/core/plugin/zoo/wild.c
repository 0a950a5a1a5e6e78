/* wild.c - a plugin whose constructor does HARM, and which else is sound. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "good.c"

__attribute__((constructor)) static void
on_load(void)
{
    HARM;
}
