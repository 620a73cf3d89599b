# For drives of editors in a terminal: tmux types and reads the screen.

socket=copydesk-$$
screen() { tmux -L "$socket" capture-pane -p; }
keys() { tmux -L "$socket" send-keys "$@"; }
begin() {
    tmux -L "$socket" -f /dev/null new-session -d -x 200 -y 50 "$@"
    trap 'tmux -L "$socket" kill-server 2>/dev/null' EXIT
}

# wait_for SECONDS WHAT COMMAND…: until the command succeeds; else shows the screen and gives up.
wait_for() {
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "never came: $what"
            screen
            exit 1
        fi
        sleep 0.1
    done
}
shown() { screen | grep -qE -- "$1"; }
not_shown() { ! shown "$1"; }
