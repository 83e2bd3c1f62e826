# Webhooks: telling other systems what happens to cases
what-webhook = webhook
what-message = message
what-feed = calendar feed
error-webhook-too-many-webhooks = An agency has at most { $max } webhooks. Remove one that is not used any more.
error-webhook-no-events = Choose at least one kind of event that the webhook is told of.
error-webhook-not-your-subtree = To have the agencies below reported as well, you need to be administrator of this agency and of everything below it.
error-webhook-not-to-be-retried = The message has arrived or is being sent at this moment; there is nothing to repeat.
error-webhook-changed-meanwhile = Somebody else changed the secret at the same moment. Look again and repeat if necessary.
