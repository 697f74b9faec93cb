// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QByteArray>
#include <QColor>
#include <QPageLayout>
#include <QString>
#include <QUrl>
#include <QWidget>
#include <QtPlugin>

#include <functional>
#include <memory>
#include <optional>

class QPrinter;

namespace tern::ui {

/// One message's HTML (made safe, see markup::SafeHtml) and what it may refer to: "cid/…" and "remote/N", seen from where it is (no prefix in front of
/// them: a browser takes an address of the page's own scheme for one seen from the page).
struct HtmlDocument {
    /// Answers on the UI thread: at once, later or never; nullopt: there is no such picture.
    using Reply = std::function<void(std::optional<engine::Picture>)>;

    int number = 0;            ///< never that of another document
    QByteArray body;           ///< what belongs into <body>, UTF-8
    QByteArray bodyAttributes;
    bool isDark = false;
    QColor pane, text, link;
    std::function<void(const QString &contentId, const Reply &)> own;      ///< a picture of the message itself
    std::function<void(int picture, const Reply &)> remote;                ///< one on another machine: SafeHtml::pictures
};

/// Shows HTML that nobody trusts: no JavaScript, no network, no files, no forms, no navigation.
/// Thread: UI.
class HtmlView {
public:
    virtual ~HtmlView() = default;
    [[nodiscard]] virtual QWidget *widget() = 0;
    virtual void show(HtmlDocument document) = 0;
    virtual void clear() = 0;
    /// \param factor  1: as large as the sender made it, or as it fits
    virtual void setZoom(double factor) = 0;
    /// Finds words and marks them; empty: no longer. \param step  1: the next, -1: the previous. \param done  which of how many; called once or, if the view is
    /// used for something else first, never
    virtual void find(const QString &text, int step, std::function<void(int current, int total)> done) = 0;

    /// What it shows, as pages. Called once; empty: it could not be done.
    virtual void toPdf(const QPageLayout &layout, std::function<void(QByteArray)> done) = 0;
    /// \param printer  outlives `done`, which says whether it went well
    virtual void print(QPrinter &printer, std::function<void(bool)> done) = 0;

    std::function<void(const QUrl &)> linkActivated;
    std::function<void(const QUrl &)> linkHovered;      ///< an empty one when the pointer leaves
    std::function<void()> rendered;
    std::function<void()> died;                         ///< what draws it broke; show() begins anew
};

/// What the module `tern_html` offers. It is loaded for the first HTML message, because the engine behind it takes 0.3 s and
/// 150 MB that a start should not pay for.
class HtmlViewFactory {
public:
    virtual ~HtmlViewFactory() = default;
    [[nodiscard]] virtual std::unique_ptr<HtmlView> create(QWidget *parent) = 0;
};

} // namespace tern::ui

Q_DECLARE_INTERFACE(tern::ui::HtmlViewFactory, "org.tern.HtmlViewFactory/4")
