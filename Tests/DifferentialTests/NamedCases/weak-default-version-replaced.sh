#!/bin/sh
: ${LD:=ld}
# A weak default version that a plain definition replaces.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .text.refs,"ax"
movq t0@gottpoff(%rip),%rax
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.weak t0__v
.section .tdata.t0,"awT",@progbits
.type t0__v,@tls_object
t0__v: .quad 0x5ca1d1d200010000
.size t0__v,8
.symver t0__v,t0@@V1,remove
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s3
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s3
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200020000
.size s3,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s0
EOF
cat > o3.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100030000
.globl t0
.section .tdata.t0,"awT",@progbits
.type t0,@tls_object
t0: .quad 0x5ca1d1d200030000
.size t0,8
.globl s0
.section .data.s0,"aw",@progbits
.type s0,@object
s0: .quad 0x5ca1d1d200030001
.size s0,8
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
as -o o3.o o3.s
ar qcs liba0.a o1.o
ar qcs liba1.a o2.o o3.o
$LD -o a.out o0.o liba0.a liba1.a
