<?php
// What surrounds a PHP sample. The sample's status goes to stderr, what it prints or only keeps to stdout.
$token = 'a-token'; // Two samples do not define it.

ob_start();
require $argv[1];
$printed = ob_get_clean();

echo $printed === '' || trim($printed) === '' ? $res : $printed;
fwrite(STDERR, (string) curl_getinfo($ch, CURLINFO_RESPONSE_CODE));
