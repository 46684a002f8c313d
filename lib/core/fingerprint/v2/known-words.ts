/**
 * Words whose digits belong to them: formats, codecs, protocols. `h264` and `h265` are two kinds of encoder, `worker3` and
 * `worker4` are one kind of worker.
 */

const known = new Set(
  `h261 h263 h264 h265 h266 x264 x265 libx264 libx265 av1 vp8 vp8l vp8x vp9 mp2 mp3 mp4 m4a m4v m3u8 mpeg2 mpeg4 jp2 j2k
  jpeg2000 jpeg2k 3gp 7z bz2 ac3 eac3 g711 g722 g729 pcm16 yuv420 yuv420p yuv422p yuv444 yuv444p nv12 nv21 p010 rgb24 rgba32
  rgb565 int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 fp16 fp32 bf16 utf8 utf16 utf32 gb2312
  gb18030 iso8859 latin1 md5 sha1 sha2 sha224 sha256 sha384 sha512 crc32 crc64 base16 base32 base64 x509 http1 http2
  http3 h2 h2c ipv4 ipv6 tls1 tlsv1 sslv3 s3 k8s ec2 v4l2 imagemogr2 imageview2 imagemagick6 imagemagick7 ifd0 ifd1 app0 app1 app2 app13 app14 2d 3d win32 x86 x64 arm64 aarch64 amd64 h.264 h.265
  tls1.2 tls1.3 tlsv1.2 tlsv1.3 http/1.0 http/1.1 http/2 http/3 utf-8 utf-16 utf-32 sha-1 sha-256 sha-512 iso-8859-1 crc-32
  image/jp2 video/mp4 audio/mp3 audio/mp4 video/3gpp`.split(/\s+/),
);

export function isKnownWord(word: string): boolean {
  return known.has(word.toLowerCase());
}
