curl -X PUT \
  https://cloud.minapp.com/oserve/v2.1/miniapp/user/account/70695404/ \
  -H 'Authorization: Bearer 35919068aa799eccdef19160e1da4bf21381d2a2' \
  -H 'Content-Type: application/json' \
  -d '{"username": "pretty_girl"}'
