# Webhooks: telling other systems what happens to cases
what-webhook = webhook
what-message = message
what-feed = calendar feed
error-webhook-too-many-webhooks = An agency has at most { $max } webhooks. Remove one that is not used any more.
error-webhook-no-events = Choose at least one kind of event that the webhook is told of.
error-webhook-not-your-subtree = To have the agencies below reported as well, you need to be administrator of this agency and of everything below it.
error-webhook-not-to-be-retried = The message has arrived or is being sent at this moment; there is nothing to repeat.
error-webhook-changed-meanwhile = Somebody else changed the secret at the same moment. Look again and repeat if necessary.
web-field-url-scheme = { $field } begins with https:// or http://.
web-field-url-host = { $field } names no host, or one that cannot be.
web-field-url-port = The port in { $field } is a number from 1 to 65535.
web-field-url-user-info = { $field } holds no user name and no password.
web-field-url-character = { $field } holds characters that have to be written with per cent signs.
web-field-url-fragment = { $field } has no # and nothing after it.
web-field-url-too-long = { $field } has at most 2000 characters.
