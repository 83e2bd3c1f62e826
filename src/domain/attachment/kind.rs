//! 文件类型: what an office can open, print and archive.

use crate::domain::code::coded_enum;

coded_enum! {
    /// 可以收存的文件类型.
    FileKind {
        /// PDF
        Pdf = "pdf",
        /// 版式文档 OFD (GB/T 33190)
        Ofd = "ofd",
        /// PNG 图像
        Png = "png",
        /// JPEG 图像
        Jpeg = "jpeg",
        /// TIFF 图像
        Tiff = "tiff",
        /// WebP 图像
        Webp = "webp",
        /// Word 文档
        Docx = "docx",
        /// Excel 工作簿
        Xlsx = "xlsx",
        /// PowerPoint 演示文稿
        Pptx = "pptx",
        /// Word 97–2003 文档, also what WPS 文字 writes
        Doc = "doc",
        /// Excel 97–2003 工作簿, also what WPS 表格 writes
        Xls = "xls",
        /// PowerPoint 97–2003 演示文稿, also what WPS 演示 writes
        Ppt = "ppt",
        /// OpenDocument 文字
        Odt = "odt",
        /// OpenDocument 表格
        Ods = "ods",
        /// 纯文本, UTF-8 or GB18030
        Text = "txt",
    }
}

impl FileKind {
    /// The media type under which it is handed out.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Tiff => "image/tiff",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Text => "text/plain",
        }
    }

    /// What names of such files end with, in lower case; the first is the usual one.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Ofd => &["ofd"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Tiff => &["tif", "tiff"],
            Self::Webp => &["webp"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Pptx => &["pptx"],
            Self::Doc => &["doc", "wps"],
            Self::Xls => &["xls", "et"],
            Self::Ppt => &["ppt", "dps"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Text => &["txt"],
        }
    }
}

/// What the bytes of a file are, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A kind that is accepted.
    Accepted(FileKind),
    /// Something else, by its media type.
    Other(&'static str),
}
