;; One pass over the lines of a log: counts what they are made of, and says where somebody has to look: names of values, mail addresses, numbers, tokens.
;; The same, event for event, as line-pass-js.ts; a property test holds one against the other. `npm run generate` assembles it into line-pass-wasm.gen.ts.
;;
;; Memory (pass-tables.ts writes everything up to KNOWN):
;;   0x00000  each byte as names are compared: 0 ends a name, 1 is passed over, else its small letter
;;   0x00100  what each byte is, bits: 1 word, 2 before the @ of a mail address, 4 behind it, 8 ends a value without quotes, 16 ends the rest of a header's line
;;   0x00400  which hashes of the end of a name are worth reading on (1), or may be a whole one (2), u8
;;   0x02400  first entry of each of 8,192 hashes, u16
;;   0x06400  entries, 16 bytes: hash i32 | text u16 | length u8 | whole u8 | kind u8 | free u8 | next u16 | free i32
;;   0x08400  text of the names
;;   0x0A000  KNOWN: hashes of values in which nothing was found, i64, 4,096 of them
;;   0x12000  OUT: at i32, what i32 (event, and above 8 bits the number of the name), extra i32, line i32, begin of the line i32, free i32, hash i64
;;   0x32400  TEXT, behind zeros; zeros behind it too
(module
  (memory (export "memory") 10)
  (global $done (export "done") (mut i32) (i32.const 0))
  (global $stopped (export "stopped") (mut i32) (i32.const 0))
  (global $line (export "line") (mut i32) (i32.const 1))
  (global $lineStart (export "lineStart") (mut i32) (i32.const 0))
  (global $isError (export "isError") (mut i32) (i32.const 0))
  (global $hasId (mut i32) (i32.const 0))
  (global $isStructured (mut i32) (i32.const 0))
  (global $plain (mut i32) (i32.const 0))
  (global $entries (export "entries") (mut i32) (i32.const 0))
  (global $structured (export "structured") (mut i32) (i32.const 0))
  (global $withId (export "withRequestId") (mut i32) (i32.const 0))
  (global $errors (export "errors") (mut i32) (i32.const 0))
  (global $requests (export "requests") (mut i32) (i32.const 0))
  (global $failed (export "failed") (mut i32) (i32.const 0))
  (global $out (mut i32) (i32.const 0))

  (func $byte (param $p i32) (result i32) (i32.load8_u (local.get $p)))
  (func $is (param $p i32) (param $bits i32) (result i32)
    (i32.and (i32.load8_u offset=0x100 (i32.load8_u (local.get $p))) (local.get $bits)))
  (func $digit (param $p i32) (result i32) (i32.lt_u (i32.sub (i32.load8_u (local.get $p)) (i32.const 48)) (i32.const 10)))
  (func $upper (param $p i32) (result i32) (i32.lt_u (i32.sub (i32.load8_u (local.get $p)) (i32.const 65)) (i32.const 26)))

  (func $emit (param $at i32) (param $what i32) (param $extra i32) (param $hash i64)
    (i32.store (global.get $out) (local.get $at))
    (i32.store offset=4 (global.get $out) (local.get $what))
    (i32.store offset=8 (global.get $out) (local.get $extra))
    (i32.store offset=12 (global.get $out) (global.get $line))
    (i32.store offset=16 (global.get $out) (global.get $lineStart))
    (i64.store offset=24 (global.get $out) (local.get $hash))
    (global.set $out (i32.add (global.get $out) (i32.const 32))))

  ;; A line ends at $at.
  (func $newline (param $at i32)
    (local $first i32)
    (local.set $first (call $byte (global.get $lineStart)))
    (block $none
      (br_if $none (i32.le_u (local.get $at) (global.get $lineStart)))
      ;; Space, tab, a closing brace or bracket, carriage return: it goes on with the entry before.
      (br_if $none (i32.or
        (i32.or (i32.eq (local.get $first) (i32.const 32)) (i32.eq (local.get $first) (i32.const 9)))
        (i32.or (i32.or (i32.eq (local.get $first) (i32.const 125)) (i32.eq (local.get $first) (i32.const 93))) (i32.eq (local.get $first) (i32.const 13)))))
      (global.set $entries (i32.add (global.get $entries) (i32.const 1)))
      (if (i32.or (global.get $isStructured) (i32.and
            (i32.eq (local.get $first) (i32.const 123))
            (i32.or
              (i32.eq (call $byte (i32.sub (local.get $at) (i32.const 1))) (i32.const 125))
              (i32.eq (call $byte (i32.sub (local.get $at) (i32.const 2))) (i32.const 125)))))
        (then (global.set $structured (i32.add (global.get $structured) (i32.const 1))))
        (else
          (global.set $plain (i32.add (global.get $plain) (i32.const 1)))
          (if (i32.and (i32.lt_u (global.get $plain) (i32.const 20000)) (i32.eqz (global.get $isError)))
            (then (call $emit (local.get $at) (i32.const 2) (i32.const 0) (i64.const 0))))))
      (global.set $withId (i32.add (global.get $withId) (global.get $hasId)))
      (global.set $errors (i32.add (global.get $errors) (global.get $isError))))
    (global.set $line (i32.add (global.get $line) (i32.const 1)))
    (global.set $lineStart (i32.add (local.get $at) (i32.const 1)))
    (global.set $hasId (i32.const 0))
    (global.set $isStructured (i32.const 0))
    (global.set $isError (i32.const 0)))

  (func $status (param $first i32)
    (global.set $requests (i32.add (global.get $requests) (i32.const 1)))
    (if (i32.ge_u (local.get $first) (i32.const 52)) (then (global.set $failed (i32.add (global.get $failed) (i32.const 1))))))

  ;; The number that begins at $at. 1: somebody has to look at it before anything else.
  (func $number (param $at i32) (result i32)
    (local $end i32) (local $before i32) (local $after i32) (local $digits i32) (local $last i32)
    (local.set $before (call $byte (i32.sub (local.get $at) (i32.const 1))))
    (local.set $end (i32.add (local.get $at) (i32.const 1)))
    (block $over (loop $more
      (br_if $over (i32.eqz (call $digit (local.get $end))))
      (local.set $end (i32.add (local.get $end) (i32.const 1)))
      (br $more)))
    (global.set $done (i32.sub (local.get $end) (i32.const 1)))
    (local.set $after (call $byte (local.get $end)))
    (if (call $is (i32.sub (local.get $at) (i32.const 1)) (i32.const 1))
      (then
        (if (i32.eqz (call $upper (i32.sub (local.get $at) (i32.const 2)))) (then (return (i32.const 0))))
        (if (call $upper (i32.sub (local.get $at) (i32.const 3)))
          (then
            (if (i32.eqz (call $upper (i32.sub (local.get $at) (i32.const 6)))) (then (return (i32.const 0))))
            (if (call $is (i32.sub (local.get $at) (i32.const 7)) (i32.const 1)) (then (return (i32.const 0)))))
          (else
            (if (call $is (i32.sub (local.get $at) (i32.const 3)) (i32.const 1)) (then (return (i32.const 0))))
            (if (i32.eqz (call $digit (i32.add (local.get $at) (i32.const 1)))) (then (return (i32.const 0))))))
        (call $emit (local.get $at) (i32.const 5) (local.get $end) (i64.const 0))
        (return (i32.const 1))))
    (if (call $is (local.get $end) (i32.const 1)) (then (return (i32.const 0))))
    ;; The end of something longer, such as a UUID.
    (if (i32.eq (local.get $before) (i32.const 45))
      (then (if (call $is (i32.sub (local.get $at) (i32.const 2)) (i32.const 1)) (then (return (i32.const 0))))))
    (local.set $digits (i32.sub (local.get $end) (local.get $at)))
    (if (i32.and (i32.eq (local.get $after) (i32.const 46)) (i32.le_u (local.get $digits) (i32.const 3)))
      (then
        (local.set $last (call $address (local.get $at) (local.get $before)))
        (if (local.get $last)
          (then
            (global.set $done (i32.sub (local.get $last) (i32.const 1)))
            (call $emit (local.get $at) (i32.const 4) (local.get $last) (i64.const 0))
            (return (i32.const 0))))
        (block $ends (loop $more
          (br_if $ends (i32.eqz (i32.or (call $digit (local.get $end))
            (i32.and (i32.eq (call $byte (local.get $end)) (i32.const 46)) (call $digit (i32.add (local.get $end) (i32.const 1)))))))
          (local.set $end (i32.add (local.get $end) (i32.const 1)))
          (br $more)))
        (global.set $done (i32.sub (local.get $end) (i32.const 1)))
        (return (i32.const 0))))
    (if (i32.eq (local.get $digits) (i32.const 3))
      (then
        (if (i32.and (i32.eq (local.get $before) (i32.const 32)) (i32.eq (call $byte (i32.sub (local.get $at) (i32.const 2))) (i32.const 34)))
          (then
            (if (i32.lt_u (i32.sub (call $byte (local.get $at)) (i32.const 49)) (i32.const 5))
              (then
                (global.set $isStructured (i32.const 1))
                (call $status (call $byte (local.get $at)))))
            (return (i32.const 0))))
        (if (i32.and (i32.eq (local.get $before) (i32.const 40)) (i32.eq (local.get $after) (i32.const 41)))
          (then (call $emit (local.get $at) (i32.const 6) (local.get $end) (i64.const 0)) (return (i32.const 1))))
        (if (i32.ne (local.get $after) (i32.const 45)) (then (return (i32.const 0))))
        (if (i32.eqz (i32.and (call $digit (i32.add (local.get $end) (i32.const 1))) (call $digit (i32.add (local.get $end) (i32.const 2))))) (then (return (i32.const 0))))
        (if (i32.eqz (i32.or (i32.eq (call $byte (i32.add (local.get $end) (i32.const 3))) (i32.const 45)) (i32.eq (call $byte (i32.add (local.get $end) (i32.const 4))) (i32.const 45))))
          (then (return (i32.const 0))))
        (call $emit (local.get $at) (i32.const 7) (local.get $end) (i64.const 0))
        (return (i32.const 1))))
    (if (i32.eq (local.get $digits) (i32.const 4))
      (then
        (if (i32.eqz (i32.or (i32.eq (local.get $after) (i32.const 32)) (i32.eq (local.get $after) (i32.const 45)))) (then (return (i32.const 0))))
        ;; Most are the year of a date.
        (if (i32.eqz (i32.and
              (i32.and (call $digit (i32.add (local.get $end) (i32.const 1))) (call $digit (i32.add (local.get $end) (i32.const 2))))
              (i32.and (call $digit (i32.add (local.get $end) (i32.const 3))) (call $digit (i32.add (local.get $end) (i32.const 4))))))
          (then (return (i32.const 0))))
        (if (i32.eqz (i32.or
              (i32.eq (call $byte (i32.add (local.get $end) (i32.const 5))) (local.get $after))
              (i32.eq (call $byte (i32.add (local.get $end) (i32.const 7))) (local.get $after))))
          (then (return (i32.const 0))))
        (call $emit (local.get $at) (i32.const 7) (local.get $end) (i64.const 0))
        (return (i32.const 1))))
    ;; 13 to 19 digits that begin as cards do, with 2 to 6: milliseconds begin with 1.
    (if (i32.lt_u (i32.sub (local.get $digits) (i32.const 13)) (i32.const 7))
      (then
        (if (i32.or (i32.eq (local.get $after) (i32.const 46)) (i32.eq (local.get $before) (i32.const 46))) (then (return (i32.const 0))))
        (if (i32.ge_u (i32.sub (call $byte (local.get $at)) (i32.const 50)) (i32.const 5)) (then (return (i32.const 0))))
        (call $emit (local.get $at) (i32.const 8) (local.get $end) (i64.const 0))
        (return (i32.const 1))))
    (i32.const 0))

  ;; End of the IPv4 address of somebody that begins at $from; 0 when none does.
  (func $address (param $from i32) (param $before i32) (result i32)
    (local $at i32) (local $start i32) (local $value i32) (local $parts i32) (local $part i32) (local $c i32)
    ;; Chrome/131.0.0.0, and the middle of something longer.
    (if (i32.lt_u (i32.sub (local.get $before) (i32.const 45)) (i32.const 3)) (then (return (i32.const 0))))
    (local.set $at (local.get $from))
    (loop $next
      (local.set $value (i32.const 0))
      (local.set $start (local.get $at))
      (block $over (loop $more
        (br_if $over (i32.ge_u (local.get $at) (i32.add (local.get $start) (i32.const 4))))
        (br_if $over (i32.eqz (call $digit (local.get $at))))
        (local.set $value (i32.sub (i32.add (i32.mul (local.get $value) (i32.const 10)) (call $byte (local.get $at))) (i32.const 48)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $more)))
      (if (i32.or (i32.eq (local.get $at) (local.get $start)) (i32.gt_u (local.get $value) (i32.const 255))) (then (return (i32.const 0))))
      (local.set $parts (i32.or (i32.shl (local.get $parts) (i32.const 8)) (local.get $value)))
      (local.set $part (i32.add (local.get $part) (i32.const 1)))
      (if (i32.lt_u (local.get $part) (i32.const 4))
        (then
          (if (i32.ne (call $byte (local.get $at)) (i32.const 46)) (then (return (i32.const 0))))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (br $next))))
    ;; 1:2.3.19.1+dfsg1 is a version; ::ffff:81.2.69.142 is an address.
    (if (i32.eq (local.get $before) (i32.const 58))
      (then (if (i32.ne (call $byte (i32.sub (local.get $from) (i32.const 2))) (i32.const 102)) (then (return (i32.const 0))))))
    (local.set $c (call $byte (local.get $at)))
    (if (i32.or (i32.or (i32.eq (local.get $c) (i32.const 43)) (i32.eq (local.get $c) (i32.const 126))) (i32.eq (local.get $c) (i32.const 45))) (then (return (i32.const 0))))
    (if (call $is (local.get $at) (i32.const 1)) (then (return (i32.const 0))))
    (if (i32.and (i32.eq (local.get $c) (i32.const 46)) (call $digit (i32.add (local.get $at) (i32.const 1)))) (then (return (i32.const 0))))
    (select (local.get $at) (i32.const 0) (call $somebody (local.get $parts))))

  (func $within (param $parts i32) (param $net i32) (param $bits i32) (result i32)
    (i32.eqz (i32.shr_u (i32.xor (local.get $parts) (local.get $net)) (i32.sub (i32.const 32) (local.get $bits)))))
  ;; isSomebodysV4 of personal-data/ip-address.ts.
  (func $somebody (param $a i32) (result i32)
    (if (i32.gt_u (i32.shr_u (local.get $a) (i32.const 24)) (i32.const 223)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0x00000000) (i32.const 8)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0x0A000000) (i32.const 8)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0x7F000000) (i32.const 8)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xC0A80000) (i32.const 16)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xC0000000) (i32.const 24)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xC0000200) (i32.const 24)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xAC100000) (i32.const 12)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0x64400000) (i32.const 10)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xA9FE0000) (i32.const 16)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xC6120000) (i32.const 15)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xC6336400) (i32.const 24)) (then (return (i32.const 0))))
    (if (call $within (local.get $a) (i32.const 0xCB007100) (i32.const 24)) (then (return (i32.const 0))))
    ;; Resolvers that everybody uses: 8.8.x.0-8, 1.0.0.0-8, 1.1.1.0-8.
    (if (i32.gt_u (i32.and (local.get $a) (i32.const 255)) (i32.const 8)) (then (return (i32.const 1))))
    (i32.eqz (i32.or (call $within (local.get $a) (i32.const 0x08080000) (i32.const 16))
      (i32.or (call $within (local.get $a) (i32.const 0x01000000) (i32.const 24)) (call $within (local.get $a) (i32.const 0x01010100) (i32.const 24))))))

  ;; The longest known name that ends before $end: its entry, and in "begin" where it begins; 0 when there is none.
  (global $begin (mut i32) (i32.const 0))
  (func $name (param $end i32) (result i32)
    (local $at i32) (local $least i32) (local $hash i32) (local $folded i32) (local $may i32) (local $entry i32) (local $found i32)
    (local.set $least (i32.sub (local.get $end) (i32.const 24)))
    (if (i32.lt_u (local.get $least) (i32.const 0x32400)) (then (local.set $least (i32.const 0x32400))))
    (local.set $at (i32.sub (local.get $end) (i32.const 1)))
    (block $over (loop $back
      (br_if $over (i32.lt_u (local.get $at) (local.get $least)))
      (local.set $folded (i32.load8_u (i32.load8_u (local.get $at))))
      (br_if $over (i32.eqz (local.get $folded)))
      (if (i32.gt_u (local.get $folded) (i32.const 1))
        (then
          (local.set $hash (i32.add (i32.mul (local.get $hash) (i32.const 31)) (local.get $folded)))
          (local.set $may (i32.load8_u offset=0x400 (i32.and (local.get $hash) (i32.const 8191))))
          (br_if $over (i32.eqz (local.get $may)))
          (if (i32.ge_u (local.get $may) (i32.const 2))
            (then
              (local.set $entry (call $known-name (local.get $hash) (local.get $at) (local.get $end)))
              (if (local.get $entry) (then (local.set $found (local.get $entry))))))))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br $back)))
    (if (i32.eqz (local.get $found)) (then (return (i32.const 0))))
    ;; The rest of the name, for what stands before it.
    (block $begun (loop $back
      (br_if $begun (i32.lt_u (local.get $at) (local.get $least)))
      (br_if $begun (i32.eqz (i32.load8_u (i32.load8_u (local.get $at)))))
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (br $back)))
    (global.set $begin (i32.add (local.get $at) (i32.const 1)))
    (local.get $found))

  (func $known-name (param $hash i32) (param $at i32) (param $end i32) (result i32)
    (local $entry i32) (local $e i32) (local $p i32) (local $text i32) (local $last i32) (local $folded i32)
    (local.set $entry (i32.load16_u offset=0x2400 (i32.shl (i32.and (local.get $hash) (i32.const 8191)) (i32.const 1))))
    (block $none (loop $chain
      (br_if $none (i32.eqz (local.get $entry)))
      (local.set $e (i32.add (i32.const 0x6400) (i32.shl (local.get $entry) (i32.const 4))))
      (block $no
        (br_if $no (i32.ne (i32.load (local.get $e)) (local.get $hash)))
        ;; A whole name has nothing before it; before the text are zeros.
        (br_if $no (i32.and (i32.load8_u offset=7 (local.get $e))
          (i32.ne (i32.const 0) (i32.load8_u (i32.load8_u (i32.sub (local.get $at) (i32.const 1)))))))
        (local.set $p (local.get $at))
        (local.set $text (i32.load16_u offset=4 (local.get $e)))
        (local.set $last (i32.add (local.get $text) (i32.load8_u offset=6 (local.get $e))))
        (loop $same
          (local.set $folded (i32.load8_u (i32.load8_u (local.get $p))))
          (if (i32.gt_u (local.get $folded) (i32.const 1))
            (then
              (br_if $no (i32.ge_u (local.get $text) (local.get $last)))
              (br_if $no (i32.ne (local.get $folded) (i32.load8_u (local.get $text))))
              (local.set $text (i32.add (local.get $text) (i32.const 1)))))
          (local.set $p (i32.add (local.get $p) (i32.const 1)))
          (br_if $same (i32.lt_u (local.get $p) (local.get $end))))
        (br_if $no (i32.ne (local.get $text) (local.get $last)))
        (return (local.get $entry)))
      (local.set $entry (i32.load16_u offset=10 (local.get $e)))
      (br $chain)))
    (i32.const 0))

  ;; First byte of the value behind the separator, behind a space, a backslash and a quote.
  (func $value-start (param $at i32) (result i32)
    (local $from i32)
    (local.set $from (i32.add (local.get $at) (i32.const 1)))
    (local.set $from (i32.add (local.get $from) (i32.eq (call $byte (local.get $from)) (i32.const 32))))
    (local.set $from (i32.add (local.get $from) (i32.eq (call $byte (local.get $from)) (i32.const 92))))
    (i32.add (local.get $from) (i32.or (i32.eq (call $byte (local.get $from)) (i32.const 34)) (i32.eq (call $byte (local.get $from)) (i32.const 39)))))

  ;; A colon or equals sign: the name before it may say what the value behind it is. 1: somebody has to look before anything else.
  (func $separator (param $at i32) (result i32)
    (local $end i32) (local $c i32) (local $entry i32) (local $kind i32) (local $from i32) (local $hash i64)
    (local.set $end (local.get $at))
    (local.set $c (call $byte (i32.sub (local.get $end) (i32.const 1))))
    (local.set $end (i32.sub (local.get $end) (i32.or (i32.eq (local.get $c) (i32.const 34)) (i32.eq (local.get $c) (i32.const 39)))))
    (local.set $end (i32.sub (local.get $end) (i32.eq (call $byte (i32.sub (local.get $end) (i32.const 1))) (i32.const 92))))
    (local.set $entry (call $name (local.get $end)))
    (if (i32.eqz (local.get $entry)) (then (return (i32.const 0))))
    (local.set $kind (i32.load8_u (i32.add (i32.const 0x6408) (i32.shl (local.get $entry) (i32.const 4)))))
    ;; 0: names of nothing.
    (if (i32.eqz (local.get $kind)) (then (return (i32.const 0))))
    ;; 1: a request id. null, undefined, "-" and nothing are none.
    (if (i32.eq (local.get $kind) (i32.const 1))
      (then
        (local.set $from (call $value-start (local.get $at)))
        (local.set $c (call $byte (local.get $from)))
        (if (i32.or (i32.eq (local.get $c) (i32.const 110)) (i32.eq (local.get $c) (i32.const 117))) (then (return (i32.const 0))))
        (if (i32.eqz (call $is (local.get $from) (i32.const 32))) (then (return (i32.const 0))))
        (if (i32.eq (local.get $c) (i32.const 45)) (then (if (i32.eqz (call $is (i32.add (local.get $from) (i32.const 1)) (i32.const 32))) (then (return (i32.const 0))))))
        (if (i32.load8_u (i32.add (i32.const 0x6407) (i32.shl (local.get $entry) (i32.const 4))))
          (then (if (i32.eqz (call $is (i32.add (local.get $from) (i32.const 5)) (i32.const 32))) (then (return (i32.const 0))))))
        (global.set $hasId (i32.const 1))
        (return (i32.const 0))))
    ;; 2: pino-http's "req":{"id":…
    (if (i32.eq (local.get $kind) (i32.const 2))
      (then
        (if (i32.and
              (i32.and
                (i32.eq (call $byte (i32.sub (global.get $begin) (i32.const 2))) (i32.const 123))
                (i32.eq (call $byte (i32.sub (global.get $begin) (i32.const 3))) (i32.const 58)))
              (i32.and
                (i32.eq (call $byte (i32.sub (global.get $begin) (i32.const 5))) (i32.const 113))
                (i32.eq (call $byte (i32.sub (global.get $begin) (i32.const 7))) (i32.const 114))))
          (then (global.set $hasId (i32.const 1))))
        (return (i32.const 0))))
    ;; 3: a status of three digits.
    (if (i32.eq (local.get $kind) (i32.const 3))
      (then
        (local.set $from (i32.add (local.get $at) (i32.const 1)))
        (local.set $c (call $byte (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.or (i32.eq (local.get $c) (i32.const 32)) (i32.eq (local.get $c) (i32.const 34)))))
        (local.set $c (call $byte (local.get $from)))
        (if (i32.ge_u (i32.sub (local.get $c) (i32.const 49)) (i32.const 5)) (then (return (i32.const 0))))
        (if (i32.eqz (i32.and
              (i32.and (call $digit (i32.add (local.get $from) (i32.const 1))) (call $digit (i32.add (local.get $from) (i32.const 2))))
              (i32.eqz (call $digit (i32.add (local.get $from) (i32.const 3))))))
          (then (return (i32.const 0))))
        (call $status (local.get $c))
        (return (i32.const 0))))
    ;; 4: a level: 50 and 60 of pino, or a word that may be one of an error.
    (if (i32.eq (local.get $kind) (i32.const 4))
      (then
        (if (i32.eq (call $byte (local.get $at)) (i32.const 61)) (then (global.set $isStructured (i32.const 1))))
        (local.set $from (call $value-start (local.get $at)))
        (local.set $c (call $byte (local.get $from)))
        (if (call $digit (local.get $from))
          (then
            (if (i32.and
                  (i32.or (i32.eq (local.get $c) (i32.const 53)) (i32.eq (local.get $c) (i32.const 54)))
                  (i32.and (i32.eq (call $byte (i32.add (local.get $from) (i32.const 1))) (i32.const 48)) (i32.eqz (call $digit (i32.add (local.get $from) (i32.const 2))))))
              (then (global.set $isError (i32.const 1))))
            (return (i32.const 0))))
        (local.set $c (i32.or (local.get $c) (i32.const 32)))
        (if (i32.eqz (i32.or
              (i32.or (i32.eq (local.get $c) (i32.const 101)) (i32.eq (local.get $c) (i32.const 102)))
              (i32.or (i32.eq (local.get $c) (i32.const 99)) (i32.eq (local.get $c) (i32.const 97)))))
          (then (return (i32.const 0))))
        (if (global.get $isError) (then (return (i32.const 0))))
        (call $emit (local.get $at) (i32.const 3) (i32.const 0) (i64.const 0))
        (return (i32.const 1))))
    ;; 5: a variable of the system, in capitals.
    (if (i32.eq (local.get $kind) (i32.const 5))
      (then (if (i32.eqz (call $upper (global.get $begin))) (then (return (i32.const 0))))))
    ;; 6: a message, which is of interest in the body of a request only.
    (if (i32.eq (local.get $kind) (i32.const 6))
      (then (if (i32.eqz (call $in-body)) (then (return (i32.const 0))))))
    (local.set $hash (call $value (local.get $at) (select (i32.const 16) (i32.const 8) (i32.eq (local.get $kind) (i32.const 7))) (local.get $entry)))
    (if (call $known (local.get $hash)) (then (return (i32.const 0))))
    (call $emit (local.get $at) (i32.or (i32.const 1) (i32.shl (local.get $entry) (i32.const 8))) (global.get $begin) (local.get $hash))
    (i32.const 0))

  ;; Whether the name may be in an object called "body": the last brace before it opens, and before that stands a y.
  (func $in-body (result i32)
    (local $p i32) (local $least i32) (local $c i32)
    (local.set $p (global.get $begin))
    (local.set $least (i32.sub (local.get $p) (i32.const 400)))
    (if (i32.lt_u (local.get $least) (i32.const 0x32400)) (then (local.set $least (i32.const 0x32400))))
    (loop $back
      (local.set $p (i32.sub (local.get $p) (i32.const 1)))
      (if (i32.lt_u (local.get $p) (local.get $least)) (then (return (i32.const 0))))
      (local.set $c (call $byte (local.get $p)))
      (if (i32.eq (local.get $c) (i32.const 125)) (then (return (i32.const 0))))
      (br_if $back (i32.ne (local.get $c) (i32.const 123))))
    ;; Quotes, backslashes, a colon and space; the pattern that decides has room for seven.
    (local.set $least (i32.sub (local.get $p) (i32.const 8)))
    (loop $skip
      (local.set $p (i32.sub (local.get $p) (i32.const 1)))
      (if (i32.lt_u (local.get $p) (local.get $least)) (then (return (i32.const 0))))
      (local.set $c (call $byte (local.get $p)))
      (br_if $skip (i32.or
        (i32.or (i32.eq (local.get $c) (i32.const 34)) (i32.eq (local.get $c) (i32.const 92)))
        (i32.or (i32.eq (local.get $c) (i32.const 58)) (i32.or (i32.le_u (local.get $c) (i32.const 32)) (i32.ge_u (local.get $c) (i32.const 160)))))))
    (i32.eq (i32.or (local.get $c) (i32.const 32)) (i32.const 121)))

  ;; Hash of a value with its separator and what ends it, as far as readValue of values.ts may look; 0 when it is long.
  (func $value (param $at i32) (param $ends i32) (param $entry i32) (result i64)
    (local $from i32) (local $most i32) (local $escaped i32) (local $quote i32) (local $c i32) (local $h i64) (local $p i32)
    (local.set $from (i32.add (local.get $at) (i32.const 1)))
    (local.set $most (i32.add (local.get $from) (i32.const 3)))
    (block $over (loop $space
      (br_if $over (i32.ge_u (local.get $from) (local.get $most)))
      (br_if $over (i32.ne (call $byte (local.get $from)) (i32.const 32)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br $space)))
    (local.set $most (i32.add (local.get $from) (i32.const 80)))
    (local.set $escaped (i32.eq (call $byte (local.get $from)) (i32.const 92)))
    (local.set $quote (call $byte (i32.add (local.get $from) (local.get $escaped))))
    (if (i32.or (i32.eq (local.get $quote) (i32.const 96)) (i32.or (i32.eq (local.get $quote) (i32.const 34)) (i32.eq (local.get $quote) (i32.const 39))))
      (then
        (local.set $from (i32.add (local.get $from) (i32.add (local.get $escaped) (i32.const 1))))
        (block $closed (loop $more
          (if (i32.ge_u (local.get $from) (local.get $most)) (then (return (i64.const 0))))
          (local.set $c (call $byte (local.get $from)))
          (br_if $closed (i32.eq (local.get $c) (i32.const 10)))
          (br_if $closed (i32.and (i32.eq (local.get $c) (local.get $quote))
            (i32.eq (local.get $escaped) (i32.eq (call $byte (i32.sub (local.get $from) (i32.const 1))) (i32.const 92)))))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (br $more))))
      (else
        (block $ended (loop $more
          (if (i32.ge_u (local.get $from) (local.get $most)) (then (return (i64.const 0))))
          (br_if $ended (call $is (local.get $from) (local.get $ends)))
          (local.set $from (i32.add (local.get $from) (i32.const 1)))
          (br $more)))))
    (local.set $h (call $mix (i64.extend_i32_u (local.get $entry)) (i64.extend_i32_u (i32.sub (local.get $from) (local.get $at)))))
    (local.set $p (local.get $at))
    (block $rest (loop $eight
      (br_if $rest (i32.gt_u (i32.add (local.get $p) (i32.const 7)) (local.get $from)))
      (local.set $h (call $mix (local.get $h) (i64.load align=1 (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br $eight)))
    (block $whole (loop $one
      (br_if $whole (i32.gt_u (local.get $p) (local.get $from)))
      (local.set $h (call $mix (local.get $h) (i64.load8_u (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $one)))
    (local.get $h))

  (func $mix (param $h i64) (param $v i64) (result i64)
    (local.set $h (i64.mul (i64.xor (local.get $h) (local.get $v)) (i64.const 0x9E3779B97F4A7C15)))
    (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))))

  (func $slot (param $h i64) (param $try i32) (result i32)
    (i32.add (i32.const 0xA000) (i32.shl (i32.and (i32.add (i32.wrap_i64 (local.get $h)) (local.get $try)) (i32.const 4095)) (i32.const 3))))
  (func $known (param $h i64) (result i32)
    (local $try i32)
    (if (i64.eqz (local.get $h)) (then (return (i32.const 0))))
    (loop $more
      (if (i64.eq (i64.load (call $slot (local.get $h) (local.get $try))) (local.get $h)) (then (return (i32.const 1))))
      (local.set $try (i32.add (local.get $try) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $try) (i32.const 4))))
    (i32.const 0))
  ;; The value of the n-th event tells nothing, wherever it stands. When its places are taken, one is given up.
  (func (export "remember") (param $index i32)
    (local $h i64) (local $try i32)
    (local.set $h (i64.load offset=24 (i32.add (i32.const 0x12000) (i32.shl (local.get $index) (i32.const 5)))))
    (if (i64.eqz (local.get $h)) (then (return)))
    (block $free (loop $more
      (br_if $free (i64.eqz (i64.load (call $slot (local.get $h) (local.get $try)))))
      (local.set $try (i32.add (local.get $try) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $try) (i32.const 3)))))
    (i64.store (call $slot (local.get $h) (local.get $try)) (local.get $h)))

  ;; An at sign at $at, what follows it at $after: worth a look when there is something before it and four bytes of a domain behind it.
  (func $mail (param $at i32) (param $after i32)
    (if (i32.eqz (call $is (i32.sub (local.get $at) (i32.const 1)) (i32.const 2))) (then (return)))
    (if (i32.eqz (i32.and
          (i32.and (call $is (local.get $after) (i32.const 4)) (call $is (i32.add (local.get $after) (i32.const 1)) (i32.const 4)))
          (i32.and (call $is (i32.add (local.get $after) (i32.const 2)) (i32.const 4)) (call $is (i32.add (local.get $after) (i32.const 3)) (i32.const 4)))))
      (then (return)))
    (call $emit (local.get $at) (i32.const 9) (local.get $after) (i64.const 0)))

  ;; Goes on at $p up to $to, where a line ends; gives the number of events, and where it stopped in "stopped". The last event may be one that moves "done" or sets "isError".
  (func (export "pass") (param $p i32) (param $to i32) (result i32)
    (local $window i32) (local $bits i32) (local $least i32) (local $at i32) (local $c i32) (local $ask i32)
    (local $cur v128) (local $before v128) (local $digit v128) (local $digitBefore v128) (local $lower v128)
    (local $next v128) (local $third v128) (local $second v128) (local $wordBefore v128)
    ;; Bytes to compare with, made once.
    (local $c10 v128) (local $c26 v128) (local $c32 v128) (local $c37 v128) (local $c43 v128) (local $c45 v128) (local $c46 v128) (local $c48 v128) (local $c58 v128) (local $c61 v128) (local $c64 v128) (local $c65 v128) (local $c74 v128) (local $c95 v128) (local $c97 v128) (local $c121 v128)
    (local.set $c10 (i8x16.splat (i32.const 10)))
    (local.set $c26 (i8x16.splat (i32.const 26)))
    (local.set $c32 (i8x16.splat (i32.const 32)))
    (local.set $c37 (i8x16.splat (i32.const 37)))
    (local.set $c43 (i8x16.splat (i32.const 43)))
    (local.set $c45 (i8x16.splat (i32.const 45)))
    (local.set $c46 (i8x16.splat (i32.const 46)))
    (local.set $c48 (i8x16.splat (i32.const 48)))
    (local.set $c58 (i8x16.splat (i32.const 58)))
    (local.set $c61 (i8x16.splat (i32.const 61)))
    (local.set $c64 (i8x16.splat (i32.const 64)))
    (local.set $c65 (i8x16.splat (i32.const 65)))
    (local.set $c74 (i8x16.splat (i32.const 74)))
    (local.set $c95 (i8x16.splat (i32.const 95)))
    (local.set $c97 (i8x16.splat (i32.const 97)))
    (local.set $c121 (i8x16.splat (i32.const 121)))
    (global.set $out (i32.const 0x12000))
    (local.set $window (i32.and (local.get $p) (i32.const -16)))
    (local.set $least (i32.shl (i32.const -1) (i32.and (local.get $p) (i32.const 15))))
    (block $ended (loop $windows
      (br_if $ended (i32.ge_u (local.get $window) (local.get $to)))
      (local.set $cur (v128.load (local.get $window)))
      (local.set $before (v128.load align=1 (i32.sub (local.get $window) (i32.const 1))))
      (local.set $next (v128.load offset=1 align=1 (local.get $window)))
      (local.set $third (v128.load offset=2 align=1 (local.get $window)))
      (local.set $second (v128.load align=1 (i32.sub (local.get $window) (i32.const 2))))
      ;; Letters, digits and underscore two bytes before.
      (local.set $wordBefore (v128.or
        (v128.or
          (i8x16.lt_u (i8x16.sub (local.get $second) (local.get $c48)) (local.get $c10))
          (i8x16.eq (local.get $second) (local.get $c95)))
        (i8x16.lt_u (i8x16.sub (v128.or (local.get $second) (local.get $c32)) (local.get $c97)) (local.get $c26))))
      (local.set $digit (i8x16.lt_u (i8x16.sub (local.get $cur) (local.get $c48)) (local.get $c10)))
      (local.set $digitBefore (i8x16.lt_u (i8x16.sub (local.get $before) (local.get $c48)) (local.get $c10)))
      (local.set $lower (i8x16.lt_u (i8x16.sub (local.get $before) (local.get $c97)) (local.get $c26)))
      (local.set $bits (i8x16.bitmask (v128.or
        (v128.or
          ;; A number begins behind no digit, small letter or underscore. One of one or two digits is nothing, but behind a capital or before a dot.
          (v128.andnot
            (v128.and (local.get $digit) (v128.or
              (i8x16.lt_u (i8x16.sub (local.get $before) (local.get $c65)) (local.get $c26))
              (v128.or
                (i8x16.eq (local.get $next) (local.get $c46))
                (v128.and
                  (i8x16.lt_u (i8x16.sub (local.get $next) (local.get $c48)) (local.get $c10))
                  (v128.or
                    (i8x16.lt_u (i8x16.sub (local.get $third) (local.get $c48)) (local.get $c10))
                    (i8x16.eq (local.get $third) (local.get $c46)))))))
            (v128.or
              (v128.or (v128.or (local.get $digitBefore) (local.get $lower)) (i8x16.eq (local.get $before) (local.get $c95)))
              ;; Nor is the end of something longer, such as a UUID or a date.
              (v128.and (i8x16.eq (local.get $before) (local.get $c45)) (local.get $wordBefore))))
          ;; A name ends at : or =, but not behind a digit, a colon or a space: 04:41:04, "::".
          (v128.andnot
            (v128.or (i8x16.eq (local.get $cur) (local.get $c58)) (i8x16.eq (local.get $cur) (local.get $c61)))
            (v128.or (v128.or (local.get $digitBefore) (i8x16.eq (local.get $before) (local.get $c58))) (i8x16.eq (local.get $before) (local.get $c32)))))
        (v128.or
          (v128.or
            (i8x16.eq (local.get $cur) (local.get $c10))
            (i8x16.eq (local.get $cur) (local.get $c64)))
          (v128.or
            (v128.or (i8x16.eq (local.get $cur) (local.get $c37)) (i8x16.eq (local.get $cur) (local.get $c43)))
            (v128.and (i8x16.eq (local.get $cur) (local.get $c74)) (i8x16.eq (local.get $before) (local.get $c121))))))))
      (local.set $bits (i32.and (local.get $bits) (local.get $least)))
      (local.set $least (i32.const -1))
      (loop $places
        (if (local.get $bits)
          (then
            (local.set $at (i32.add (local.get $window) (i32.ctz (local.get $bits))))
            (br_if $ended (i32.ge_u (local.get $at) (local.get $to)))
            (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
            (br_if $places (i32.le_u (local.get $at) (global.get $done)))
            (local.set $c (call $byte (local.get $at)))
            (local.set $ask (i32.const 0))
            (block $looked
              (if (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10))
                (then (local.set $ask (call $number (local.get $at))) (br $looked)))
              (if (i32.or (i32.eq (local.get $c) (i32.const 58)) (i32.eq (local.get $c) (i32.const 61)))
                (then (local.set $ask (call $separator (local.get $at))) (br $looked)))
              (if (i32.eq (local.get $c) (i32.const 10)) (then (call $newline (local.get $at)) (br $looked)))
              (if (i32.eq (local.get $c) (i32.const 64)) (then (call $mail (local.get $at) (i32.add (local.get $at) (i32.const 1))) (br $looked)))
              (if (i32.eq (local.get $c) (i32.const 37))
                (then
                  (if (i32.and (i32.eq (call $byte (i32.add (local.get $at) (i32.const 1))) (i32.const 52)) (i32.eq (call $byte (i32.add (local.get $at) (i32.const 2))) (i32.const 48)))
                    (then (call $mail (local.get $at) (i32.add (local.get $at) (i32.const 3)))))
                  (br $looked)))
              (if (i32.eq (local.get $c) (i32.const 43))
                (then
                  ;; +1 to +9, not in the middle of a word or of base64.
                  (br_if $looked (i32.ge_u (i32.sub (call $byte (i32.add (local.get $at) (i32.const 1))) (i32.const 49)) (i32.const 9)))
                  (br_if $looked (call $is (i32.sub (local.get $at) (i32.const 1)) (i32.const 65)))
                  (call $emit (local.get $at) (i32.const 10) (i32.const 0) (i64.const 0))
                  (local.set $ask (i32.const 1))
                  (br $looked)))
              ;; eyJ, not in the middle of a word.
              (br_if $looked (i32.ne (call $byte (i32.sub (local.get $at) (i32.const 2))) (i32.const 101)))
              (br_if $looked (call $is (i32.sub (local.get $at) (i32.const 3)) (i32.const 1)))
              (call $emit (local.get $at) (i32.const 11) (i32.const 0) (i64.const 0))
              (local.set $ask (i32.const 1)))
            (if (i32.or (local.get $ask) (i32.ge_u (global.get $out) (i32.const 0x31F00)))
              (then
                (global.set $stopped (i32.add (local.get $at) (i32.const 1)))
                (return (i32.shr_u (i32.sub (global.get $out) (i32.const 0x12000)) (i32.const 5)))))
            (br $places))))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (br $windows)))
    (global.set $stopped (local.get $to))
    (i32.shr_u (i32.sub (global.get $out) (i32.const 0x12000)) (i32.const 5)))
)
