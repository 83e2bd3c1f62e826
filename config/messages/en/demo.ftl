cli-demo = Fill a throw-away store with an example city and serve it: what a newcomer runs first
cli-demo-example = Example: gongkai demo
demo-filling = Building the example city …
demo-ready = The example city is at { $address } (sign in with one of these; the passwords are of this run only)
demo-stop = Stop with Ctrl-C; the data goes with it.
