;; Finds the words that rules are looked for by, without regard to case, and says which window of text each rule has to read.
;; The same, byte for byte, as prefilter-js.ts; a property test holds one against the other. `npm run generate` assembles it into prefilter-wasm.gen.ts.
;;
;; Memory (prefilter-tables.ts writes everything up to OUT):
;;   0x00000  which hashes of three folded bytes begin a look: 262,144 bits, place in the table and bit in the byte
;;   0x08000  first entry of each hash, u16
;;   0x18000  what each byte is, bits: 1 word, 2 name, 4 skipped after a name, 8 skipped before a value, 16 part of a value, 32 quote, 64 ends an address
;;   0x18100  each byte in small letters
;;   0x18200  entries, 16 bytes: text u24 | key's place u8 | length u8 | anchor u8 | kind u8 | flags u8 | next u16 | word u16 | key u32: four folded bytes of the word
;;   0x38000  text of the words
;;   0x40000  OUT: at i32, word i32, from i32, to i32, hash i64
;;   0xA0000  hashes of windows in which nothing was found, i64, 131,072 of them
;;   0x1A0000 the text: 4,096 bytes before, 262,144 to look through, 4,096 after
;;   0x1F0000 MARKED: places of 8,192 bytes at which a word may stand, i32
(module
  (memory (export "memory") 36)

  (func $is (param $p i32) (param $bits i32) (result i32)
    (i32.and (i32.load8_u (i32.add (i32.const 0x18000) (i32.load8_u (local.get $p)))) (local.get $bits)))

  ;; A word in the middle of a longer one is none, but "\n" written with a backslash is no letter.
  (func $begins (param $p i32) (param $start i32) (result i32)
    (local $c i32)
    (if (i32.le_u (local.get $p) (local.get $start)) (then (return (i32.const 1))))
    (if (i32.eqz (call $is (i32.sub (local.get $p) (i32.const 1)) (i32.const 1))) (then (return (i32.const 1))))
    (if (i32.le_u (i32.sub (local.get $p) (i32.const 1)) (local.get $start)) (then (return (i32.const 0))))
    (local.set $c (i32.load8_u (i32.sub (local.get $p) (i32.const 1))))
    (i32.and
      (i32.eq (i32.load8_u (i32.sub (local.get $p) (i32.const 2))) (i32.const 92))
      (i32.or (i32.eq (local.get $c) (i32.const 110)) (i32.or (i32.eq (local.get $c) (i32.const 114)) (i32.eq (local.get $c) (i32.const 116))))))

  ;; Whether a name that goes on at $p is given a value of five characters or more.
  (func $assigned (param $p i32) (param $end i32) (result i32)
    (local $to i32) (local $c i32) (local $quoted i32) (local $line i32)
    (local.set $to (call $min (i32.add (local.get $p) (i32.const 48)) (local.get $end)))
    (block $named (loop $name
      (br_if $named (i32.ge_u (local.get $p) (local.get $to)))
      (br_if $named (i32.eqz (call $is (local.get $p) (i32.const 2))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $name)))
    (local.set $to (call $min (i32.add (local.get $p) (i32.const 12)) (local.get $end)))
    (block $skipped (loop $skip
      (br_if $skipped (i32.ge_u (local.get $p) (local.get $to)))
      (br_if $skipped (i32.eqz (call $is (local.get $p) (i32.const 4))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $skip)))
    (if (i32.ge_u (i32.add (local.get $p) (i32.const 1)) (local.get $end)) (then (return (i32.const 0))))
    (local.set $c (i32.load8_u (local.get $p)))
    ;; = : > give a value; so does a call or the next argument, if it is quoted.
    (if (i32.or (i32.eq (local.get $c) (i32.const 40)) (i32.eq (local.get $c) (i32.const 44)))
      (then (local.set $line (i32.const 1)))
      (else
        (if (i32.eqz (i32.or (i32.eq (local.get $c) (i32.const 61)) (i32.or (i32.eq (local.get $c) (i32.const 58)) (i32.eq (local.get $c) (i32.const 62)))))
          (then (return (i32.const 0))))))
    (local.set $p (i32.add (local.get $p) (i32.const 1)))
    (local.set $to (call $min (i32.add (local.get $p) (i32.const 40)) (local.get $end)))
    (block $led (loop $lead
      (br_if $led (i32.ge_u (local.get $p) (local.get $to)))
      (br_if $led (i32.eqz (call $is (local.get $p) (i32.const 8))))
      (local.set $c (i32.load8_u (local.get $p)))
      (if (i32.eq (local.get $c) (i32.const 10)) (then (local.set $line (i32.const 1))))
      (if (call $is (local.get $p) (i32.const 32)) (then (local.set $quoted (i32.const 1))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $lead)))
    (if (i32.gt_u (local.get $line) (local.get $quoted)) (then (return (i32.const 0))))
    (if (i32.eqz (local.get $quoted)) (then (if (call $expression (local.get $p) (local.get $end)) (then (return (i32.const 0))))))
    (local.set $to (i32.add (local.get $p) (i32.const 5)))
    (if (i32.gt_u (local.get $to) (local.get $end)) (then (return (i32.const 0))))
    (loop $value
      (if (i32.eqz (call $is (local.get $p) (i32.const 16))) (then (return (i32.const 0))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $value (i32.lt_u (local.get $p) (local.get $to))))
    (i32.const 1))

  ;; Whether what stands at $p without quotes is a name, followed by what follows names in code: ( ) , ; [ ? | }
  (func $expression (param $p i32) (param $end i32) (result i32)
    (local $c i32) (local $small i32) (local $to i32)
    (local.set $to (call $min (i32.add (local.get $p) (i32.const 64)) (local.get $end)))
    (loop $more
      (if (i32.ge_u (local.get $p) (local.get $to)) (then (return (i32.const 0))))
      (local.set $c (i32.load8_u (local.get $p)))
      (local.set $small (i32.sub (i32.or (local.get $c) (i32.const 32)) (i32.const 97)))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $more (i32.or
        (i32.lt_u (local.get $small) (i32.const 26))
        (i32.or (i32.eq (local.get $c) (i32.const 46)) (i32.or (i32.eq (local.get $c) (i32.const 95)) (i32.eq (local.get $c) (i32.const 36)))))))
    (i32.or
      (i32.or
        (i32.or (i32.eq (local.get $c) (i32.const 40)) (i32.eq (local.get $c) (i32.const 41)))
        (i32.or (i32.eq (local.get $c) (i32.const 44)) (i32.eq (local.get $c) (i32.const 59))))
      (i32.or
        (i32.or (i32.eq (local.get $c) (i32.const 91)) (i32.eq (local.get $c) (i32.const 63)))
        (i32.or (i32.eq (local.get $c) (i32.const 124)) (i32.eq (local.get $c) (i32.const 125))))))

  ;; Whether the address whose "//" ends at $p has somebody's name and password before its host.
  (func $addressed (param $p i32) (param $end i32) (result i32)
    (local $to i32) (local $c i32) (local $colon i32)
    (local.set $to (call $min (i32.add (local.get $p) (i32.const 300)) (local.get $end)))
    (loop $more
      (if (i32.ge_u (local.get $p) (local.get $to)) (then (return (i32.const 0))))
      (if (call $is (local.get $p) (i32.const 64)) (then (return (i32.const 0))))
      (local.set $c (i32.load8_u (local.get $p)))
      (if (i32.and (local.get $colon) (i32.eq (local.get $c) (i32.const 64))) (then (return (i32.const 1))))
      (if (i32.eq (local.get $c) (i32.const 58)) (then (local.set $colon (i32.const 1))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $more))
    (i32.const 0))

  (func $min (param $a i32) (param $b i32) (result i32)
    (select (local.get $a) (local.get $b) (i32.lt_u (local.get $a) (local.get $b))))

  (func $lineStart (param $p i32) (param $least i32) (result i32)
    (block $found (loop $back
      (br_if $found (i32.le_u (local.get $p) (local.get $least)))
      (br_if $found (i32.eq (i32.load8_u (i32.sub (local.get $p) (i32.const 1))) (i32.const 10)))
      (local.set $p (i32.sub (local.get $p) (i32.const 1)))
      (br $back)))
    (local.get $p))

  ;; End of the line; of the next one too when this one ends with what begins a value.
  (func $lineEnd (param $p i32) (param $most i32) (result i32)
    (local $last i32) (local $c i32)
    (block $found (loop $on
      (br_if $found (i32.ge_u (local.get $p) (local.get $most)))
      (local.set $c (i32.load8_u (local.get $p)))
      (if (i32.eq (local.get $c) (i32.const 10))
        (then
          (br_if $found (i32.eqz (i32.or (i32.or (i32.eq (local.get $last) (i32.const 61)) (i32.eq (local.get $last) (i32.const 58)))
            (i32.or (i32.eq (local.get $last) (i32.const 40)) (i32.eq (local.get $last) (i32.const 44))))))
          (local.set $last (i32.const 0)))
        (else (if (i32.gt_u (local.get $c) (i32.const 32)) (then (local.set $last (local.get $c))))))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br $on)))
    (local.get $p))

  (func $mix (param $h i64) (param $v i64) (result i64)
    (local.set $h (i64.mul (i64.xor (local.get $h) (local.get $v)) (i64.const 0x9E3779B97F4A7C15)))
    (i64.xor (local.get $h) (i64.shr_u (local.get $h) (i64.const 29))))

  (func $hash (param $from i32) (param $to i32) (param $h i64) (result i64)
    (local $whole i32)
    (local.set $h (call $mix (local.get $h) (i64.extend_i32_u (i32.sub (local.get $to) (local.get $from)))))
    (local.set $whole (i32.sub (local.get $to) (i32.const 8)))
    (block $done (loop $eight
      (br_if $done (i32.gt_s (local.get $from) (local.get $whole)))
      (local.set $h (call $mix (local.get $h) (i64.load align=1 (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br $eight)))
    (block $end (loop $one
      (br_if $end (i32.ge_u (local.get $from) (local.get $to)))
      (local.set $h (call $mix (local.get $h) (i64.load8_u (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br $one)))
    (local.get $h))

  (func $known (param $h i64) (result i32)
    (local $slot i32) (local $tries i32)
    (local.set $slot (i32.and (i32.wrap_i64 (local.get $h)) (i32.const 0x1FFFF)))
    (local.set $tries (i32.const 4))
    (loop $try
      (if (i64.eq (i64.load (i32.add (i32.const 0xA0000) (i32.shl (local.get $slot) (i32.const 3)))) (local.get $h)) (then (return (i32.const 1))))
      (local.set $slot (i32.and (i32.add (local.get $slot) (i32.const 1)) (i32.const 0x1FFFF)))
      (local.set $tries (i32.sub (local.get $tries) (i32.const 1)))
      (br_if $try (local.get $tries)))
    (i32.const 0))

  ;; Where a word may stand in [$p, $to): writes the places to MARKED and gives the end of that list. It never branches on what it reads: a wrong guess of the processor
  ;; costs as much as thirty bytes. The hash of three folded bytes has 15 bits of place in the tables, and below them 3 bits for one of its eight marks.
  (func $mark (param $p i32) (param $to i32) (result i32)
    (local $n i32) (local $w i64) (local $hash i32)
    (local.set $n (i32.const 0x1F0000))
    (block $few (loop $four
      (br_if $few (i32.gt_u (i32.add (local.get $p) (i32.const 8)) (local.get $to)))
      (local.set $w (i64.or (i64.load align=1 (local.get $p)) (i64.const 0x2020202020202020)))
      (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.wrap_i64 (local.get $w)) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 14)))
      (i32.store (local.get $n) (local.get $p))
      (local.set $n (i32.add (local.get $n) (i32.shl (i32.and (i32.const 1)
        (i32.shr_u (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3))) (i32.and (local.get $hash) (i32.const 7)))) (i32.const 2))))
      (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.wrap_i64 (i64.shr_u (local.get $w) (i64.const 16))) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 14)))
      (i32.store (local.get $n) (i32.add (local.get $p) (i32.const 2)))
      (local.set $n (i32.add (local.get $n) (i32.shl (i32.and (i32.const 1)
        (i32.shr_u (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3))) (i32.and (local.get $hash) (i32.const 7)))) (i32.const 2))))
      (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.wrap_i64 (i64.shr_u (local.get $w) (i64.const 32))) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 14)))
      (i32.store (local.get $n) (i32.add (local.get $p) (i32.const 4)))
      (local.set $n (i32.add (local.get $n) (i32.shl (i32.and (i32.const 1)
        (i32.shr_u (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3))) (i32.and (local.get $hash) (i32.const 7)))) (i32.const 2))))
      (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.or (i32.load offset=6 align=1 (local.get $p)) (i32.const 0x202020)) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 14)))
      (i32.store (local.get $n) (i32.add (local.get $p) (i32.const 6)))
      (local.set $n (i32.add (local.get $n) (i32.shl (i32.and (i32.const 1)
        (i32.shr_u (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3))) (i32.and (local.get $hash) (i32.const 7)))) (i32.const 2))))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br $four)))
    (block $done (loop $single
      (br_if $done (i32.ge_u (local.get $p) (local.get $to)))
      (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.or (i32.load align=1 (local.get $p)) (i32.const 0x202020)) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 14)))
      (i32.store (local.get $n) (local.get $p))
      (local.set $n (i32.add (local.get $n) (i32.shl (i32.and (i32.const 1)
        (i32.shr_u (i32.load8_u (i32.shr_u (local.get $hash) (i32.const 3))) (i32.and (local.get $hash) (i32.const 7)))) (i32.const 2))))
      (local.set $p (i32.add (local.get $p) (i32.const 2)))
      (br $single)))
    (local.get $n))

  ;; Looks through [$p, $to) at every second place, as each word has an anchor at an even and one at an odd distance; what it may read lies in [$start, $end). Gives the number of windows and leaves where it stopped in "stopped".
  (global $stopped (export "stopped") (mut i32) (i32.const 0))
  (func (export "find") (param $first i32) (param $to i32) (param $start i32) (param $end i32) (result i32)
    (local $p i32) (local $next i32) (local $marked i32) (local $last i32)
    (local $hash i32) (local $entry i32) (local $e i32) (local $at i32) (local $length i32) (local $text i32) (local $i i32) (local $kind i32)
    (local $from i32) (local $until i32) (local $h i64) (local $out i32) (local $count i32)
    (local.set $out (i32.const 0x40000))
    (local.set $next (local.get $first))
    (block $full (block $done (loop $block
      (local.set $p (local.get $next))
      (br_if $done (i32.ge_u (local.get $p) (local.get $to)))
      (local.set $next (i32.add (local.get $p) (i32.const 8192)))
      (local.set $marked (i32.const 0x1F0000))
      (local.set $last (call $mark (local.get $p) (call $min (local.get $next) (local.get $to))))
      (loop $places
        (br_if $block (i32.ge_u (local.get $marked) (local.get $last)))
        (local.set $p (i32.load (local.get $marked)))
        (local.set $marked (i32.add (local.get $marked) (i32.const 4)))
        (br_if $full (i32.gt_u (local.get $count) (i32.const 16000)))
        (local.set $hash (i32.shr_u (i32.mul (i32.and (i32.or (i32.load align=1 (local.get $p)) (i32.const 0x202020)) (i32.const 0xFFFFFF)) (i32.const 0x15D852A1)) (i32.const 17)))
        (local.set $entry (i32.load16_u (i32.add (i32.const 0x8000) (i32.shl (local.get $hash) (i32.const 1)))))
          (block $chained (loop $chain
            (br_if $chained (i32.eqz (local.get $entry)))
            (local.set $e (i32.add (i32.const 0x18200) (i32.shl (local.get $entry) (i32.const 4))))
            (block $no
              (local.set $at (i32.sub (local.get $p) (i32.load8_u offset=5 (local.get $e))))
              (local.set $length (i32.load8_u offset=4 (local.get $e)))
              ;; Four bytes tell nearly all that are none; of a word of three, three.
              (br_if $no (i32.ne (i32.load offset=12 (local.get $e)) (i32.and
                (i32.or (i32.load align=1 (i32.add (local.get $at) (i32.load8_u offset=3 (local.get $e)))) (i32.const 0x20202020))
                (select (i32.const 0xFFFFFF) (i32.const -1) (i32.lt_u (local.get $length) (i32.const 4))))))
              (br_if $no (i32.lt_u (local.get $at) (local.get $start)))
              (br_if $no (i32.gt_u (i32.add (local.get $at) (local.get $length)) (local.get $end)))
              (local.set $text (i32.and (i32.load (local.get $e)) (i32.const 0xFFFFFF)))
              (local.set $i (i32.const 0))
              (loop $same
                (br_if $no (i32.ne
                  (i32.load8_u (i32.add (i32.const 0x18100) (i32.load8_u (i32.add (local.get $at) (local.get $i)))))
                  (i32.load8_u (i32.add (local.get $text) (local.get $i)))))
                (local.set $i (i32.add (local.get $i) (i32.const 1)))
                (br_if $same (i32.lt_u (local.get $i) (local.get $length))))
              (local.set $kind (i32.load8_u offset=6 (local.get $e)))
              (if (i32.load8_u offset=7 (local.get $e))
                (then (br_if $no (i32.eqz (call $begins (local.get $at) (local.get $start))))))
              (local.set $until (i32.add (local.get $at) (local.get $length)))
              (if (i32.eq (local.get $kind) (i32.const 1))
                (then (br_if $no (i32.eqz (call $assigned (local.get $until) (local.get $end))))))
              (if (i32.eq (local.get $kind) (i32.const 2))
                (then (br_if $no (i32.eqz (call $addressed (local.get $until) (local.get $end))))))
              (local.set $h (i64.const 0))
              (if (i32.lt_u (local.get $kind) (i32.const 3))
                (then
                  (local.set $from (call $lineStart (local.get $at)
                    (select (i32.sub (local.get $at) (i32.const 160)) (local.get $start) (i32.gt_s (i32.sub (local.get $at) (i32.const 160)) (local.get $start)))))
                  (local.set $until (call $lineEnd (local.get $until) (call $min (i32.add (local.get $at) (i32.const 640)) (local.get $end))))
                  (local.set $h (call $hash (local.get $from) (local.get $until)
                    (i64.extend_i32_u (i32.or (i32.shl (i32.load16_u offset=10 (local.get $e)) (i32.const 12)) (i32.sub (local.get $at) (local.get $from))))))
                  (br_if $no (call $known (local.get $h))))
                (else (local.set $from (local.get $at))))
              (i32.store (local.get $out) (local.get $at))
              (i32.store offset=4 (local.get $out) (i32.load16_u offset=10 (local.get $e)))
              (i32.store offset=8 (local.get $out) (local.get $from))
              (i32.store offset=12 (local.get $out) (local.get $until))
              (i64.store offset=16 (local.get $out) (local.get $h))
              (local.set $out (i32.add (local.get $out) (i32.const 24)))
              (local.set $count (i32.add (local.get $count) (i32.const 1))))
            (local.set $entry (i32.load16_u offset=8 (local.get $e)))
            (br $chain)))
        (br $places))))
      (local.set $p (i32.add (local.get $first) (i32.and (i32.add (i32.sub (local.get $to) (local.get $first)) (i32.const 1)) (i32.const -2)))))
    (global.set $stopped (local.get $p))
    (local.get $count))

  ;; Whether a window that was given out is known by now to hold nothing, and how that becomes known. When its places are taken, one is given up.
  (func (export "known") (param $index i32) (result i32)
    (local $h i64)
    (local.set $h (i64.load offset=16 (i32.add (i32.const 0x40000) (i32.mul (local.get $index) (i32.const 24)))))
    (if (i64.eqz (local.get $h)) (then (return (i32.const 0))))
    (call $known (local.get $h)))
  (func (export "remember") (param $index i32)
    (local $h i64) (local $slot i32) (local $place i32) (local $tries i32)
    (local.set $h (i64.load offset=16 (i32.add (i32.const 0x40000) (i32.mul (local.get $index) (i32.const 24)))))
    (if (i64.eqz (local.get $h)) (then (return)))
    (local.set $slot (i32.and (i32.wrap_i64 (local.get $h)) (i32.const 0x1FFFF)))
    (local.set $tries (i32.const 4))
    (block $free (loop $try
      (local.set $place (i32.add (i32.const 0xA0000) (i32.shl (i32.and (local.get $slot) (i32.const 0x1FFFF)) (i32.const 3))))
      (br_if $free (i64.eqz (i64.load (local.get $place))))
      (local.set $slot (i32.add (local.get $slot) (i32.const 1)))
      (local.set $tries (i32.sub (local.get $tries) (i32.const 1)))
      (br_if $try (local.get $tries))))
    (i64.store (local.get $place) (local.get $h)))
)
