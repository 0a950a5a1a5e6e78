# manager.pl SOCKET WORK COMMAND… - a small service manager for the tests: makes the socket and one
# for HTTP (its port in WORK/port) once, hands them to the command as "dms" and "http", notes its
# states in WORK/states and how it ended in WORK/ends, and starts it again until WORK/stop is there.
use strict;
use warnings;
use Fcntl;
use IO::Select;
use POSIX;
use Socket;

my ($path, $work, @command) = @ARGV;
$^F = 0;
sub note { my ($file, $text) = @_; open my $to, '>>', "$work/$file" or die; print $to "$text\n"; }

socket(my $door, AF_UNIX, SOCK_STREAM, 0) or die;
umask 0177;
unlink $path;
bind($door, pack_sockaddr_un($path)) or die "bind: $!";
listen($door, 64) or die;
socket(my $web, AF_INET, SOCK_STREAM, 0) or die;
bind($web, pack_sockaddr_in(0, INADDR_LOOPBACK)) or die "bind: $!";
listen($web, 64) or die;
note('port', (unpack_sockaddr_in getsockname $web)[0]);
socket(my $ear, AF_UNIX, SOCK_DGRAM, 0) or die;
bind($ear, pack_sockaddr_un("$work/notify")) or die "bind: $!";
umask 022;

sub start {
    my $child = fork // die;
    return $child if $child;
    my @high = map { fcntl($_, F_DUPFD, 20) // die } $door, $web;
    POSIX::dup2($high[$_], 3 + $_) // die for 0, 1;
    $ENV{LISTEN_PID} = $ENV{WATCHDOG_PID} = $$;
    @ENV{qw(LISTEN_FDS LISTEN_FDNAMES NOTIFY_SOCKET WATCHDOG_USEC)} =
        (2, 'dms:http', "$work/notify", 600000);
    exec @command or die;
}

my $child = start();
my $select = IO::Select->new($ear);
note('pids', $child);
while (1) {
    if ($select->can_read(0.05) and defined recv($ear, my $state, 4096, 0)) {
        note('states', join ' ', split /\n/, $state);
    }
    next unless waitpid($child, WNOHANG) == $child;
    note('ends', WIFEXITED($?) ? WEXITSTATUS($?) : 'signal ' . WTERMSIG($?));
    last if -e "$work/stop";
    $child = start();
    note('pids', $child);
}
